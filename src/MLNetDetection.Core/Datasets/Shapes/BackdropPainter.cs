using System.Numerics;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets.Shapes.Backdrops;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>Paints a random backdrop, then blurred blobs of light and dark and thin lines over it.</summary>
internal static class BackdropPainter
{
    /// <summary>Covers the whole canvas.</summary>
    public static void Cover(Canvas canvas, ref RandomStream random)
    {
        Backdrop backdrop = random.NextInt(6) switch
        {
            0 => new TileBackdrop(ref random),
            1 => new PlankBackdrop(ref random),
            2 => new SceneryBackdrop(ref random),
            3 => new FabricBackdrop(ref random),
            _ => new GroundBackdrop(ref random),
        };
        float scale = 1 / canvas.Unit;
        for (int y = 0; y < canvas.Height; y++)
        {
            Span<Vector3> row = canvas.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = backdrop.At((x + 0.5f) * scale, (y + 0.5f) * scale);
            }
        }

        for (int blobs = random.NextInt(6); blobs > 0; blobs--)
        {
            PaintBlob(canvas, ref random);
        }

        for (int lines = random.NextInt(5); lines > 0; lines--)
        {
            PaintLine(canvas, ref random);
        }
    }

    private static void PaintBlob(Canvas canvas, ref RandomStream random)
    {
        float radius = random.NextSingle(15, 60) * canvas.Unit, strength = random.NextSingle(0.08f, 0.3f);
        float centreX = random.NextSingle(0, canvas.Width), centreY = random.NextSingle(0, canvas.Height);
        Vector3 colour = random.NextBool(0.4)
            ? new Vector3(0.08f)
            : Paint.Hsv(random.NextSingle(0, 1), random.NextSingle(0.1f, 0.6f), random.NextSingle(0.4f, 1));
        int top = Math.Max(0, (int)(centreY - radius)), bottom = Math.Min(canvas.Height, (int)(centreY + radius) + 1);
        int left = Math.Max(0, (int)(centreX - radius)), right = Math.Min(canvas.Width, (int)(centreX + radius) + 1);
        for (int y = top; y < bottom; y++)
        {
            Span<Vector3> row = canvas.Row(y);
            for (int x = left; x < right; x++)
            {
                float dx = (x - centreX) / radius, dy = (y - centreY) / radius;
                float inside = MathF.Max(0, 1 - (dx * dx) - (dy * dy));
                row[x] = Paint.Mix(row[x], colour, strength * inside * inside);
            }
        }
    }

    // A twig, a cable or a crack: a bent stroke of a few pixels.
    private static void PaintLine(Canvas canvas, ref RandomStream random)
    {
        Vector2 from = new(random.NextSingle(0, canvas.Width), random.NextSingle(0, canvas.Height));
        Vector2 to = new(random.NextSingle(0, canvas.Width), random.NextSingle(0, canvas.Height));
        Vector2 side = to - from;
        float length = MathF.Sqrt((side.X * side.X) + (side.Y * side.Y)) + 1;
        float half = random.NextSingle(0.4f, 1.8f) * canvas.Unit, bend = random.NextSingle(-0.2f, 0.2f) * length;
        float strength = random.NextSingle(0.3f, 0.85f);
        Vector3 colour = Paint.Hsv(random.NextSingle(0, 1), random.NextSingle(0, 0.5f), random.NextSingle(0.1f, 0.9f));
        Vector2 along = side / length;
        float reach = MathF.Abs(bend) + half + 1;
        int top = Math.Max(0, (int)(MathF.Min(from.Y, to.Y) - reach)), bottom = Math.Min(canvas.Height, (int)(MathF.Max(from.Y, to.Y) + reach));
        int left = Math.Max(0, (int)(MathF.Min(from.X, to.X) - reach)), right = Math.Min(canvas.Width, (int)(MathF.Max(from.X, to.X) + reach));
        for (int y = top; y < bottom; y++)
        {
            Span<Vector3> row = canvas.Row(y);
            for (int x = left; x < right; x++)
            {
                float dx = x + 0.5f - from.X, dy = y + 0.5f - from.Y;
                float t = ((dx * along.X) + (dy * along.Y)) / length;
                if (t is > 0 and < 1)
                {
                    float across = (dy * along.X) - (dx * along.Y) - (4 * bend * t * (1 - t));
                    float cover = Paint.Line(across, half, 1);
                    if (cover > 0)
                    {
                        row[x] = Paint.Mix(row[x], colour, strength * cover);
                    }
                }
            }
        }
    }
}
