using System.Buffers;
using System.Numerics;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>A picture being painted, in floats, from the back to the front.</summary>
internal sealed class Canvas(int width, int height) : IDisposable
{
    private readonly Vector3[] _pixels = ArrayPool<Vector3>.Shared.Rent(width * height);

    /// <summary>Pixels across.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels down.</summary>
    public int Height { get; } = height;

    /// <summary>What a texture's unit is in pixels, so that a larger image shows larger structures.</summary>
    public float Unit { get; } = Math.Min(width, height) / 240f;

    /// <summary>The pixels of one row.</summary>
    public Span<Vector3> Row(int y) => _pixels.AsSpan(y * Width, Width);

    /// <summary>Darkens the ground on the side away from the lamp.</summary>
    public void DrawShadow(SceneItem item, Lighting light)
    {
        float size = item.Pose.Scale;
        float offset = 0.22f * size / light.Direction.Z, soft = (0.18f * size) + 1;
        Pose pose = item.Pose with
        {
            X = item.Pose.X - (light.Direction.X * offset),
            Y = item.Pose.Y - (light.Direction.Y * offset),
        };
        float reach = (item.Body.Radius * size) + soft;
        int bottom = Math.Min(Height, (int)(pose.Y + reach) + 1), right = Math.Min(Width, (int)(pose.X + reach) + 1);
        for (int y = Math.Max(0, (int)(pose.Y - reach)); y < bottom; y++)
        {
            Span<Vector3> row = Row(y);
            for (int x = Math.Max(0, (int)(pose.X - reach)); x < right; x++)
            {
                float distance = item.Body.Distance(pose.ToBody(x + 0.5f, y + 0.5f)) * size;
                if (distance < soft)
                {
                    row[x] *= 1 - (light.ShadowStrength * (1 - Paint.Smooth(-soft, soft, distance)));
                }
            }
        }
    }

    /// <summary>Paints an item over what is there.</summary>
    public void Draw(SceneItem item, Lighting lighting)
    {
        CoverageMask mask = item.Mask;
        Vector3 light = item.Pose.ToBody(lighting.Direction);
        int bottom = Math.Min(mask.Height, Height - mask.OriginY), right = Math.Min(mask.Width, Width - mask.OriginX);
        for (int y = Math.Max(0, -mask.OriginY); y < bottom; y++)
        {
            Span<Vector3> row = Row(mask.OriginY + y);
            for (int x = Math.Max(0, -mask.OriginX); x < right; x++)
            {
                float coverage = mask[x, y];
                if (coverage > 0)
                {
                    int column = mask.OriginX + x;
                    row[column] = Paint.Mix(row[column], Sample(item, column, mask.OriginY + y, light), coverage);
                }
            }
        }
    }

    /// <summary>The finished photograph: exposure, tint, vignette and grain, in bytes.</summary>
    public PixelImage Develop(ref RandomStream random)
    {
        Vector3 tint = new(random.NextSingle(0.94f, 1.06f), random.NextSingle(0.96f, 1.03f), random.NextSingle(0.92f, 1.06f));
        tint *= random.NextSingle(0.9f, 1.08f);
        float vignette = random.NextSingle(0.02f, 0.22f), grain = random.NextSingle(0.01f, 0.045f);
        LatticeNoise noise = new((uint)random.NextBits());
        PixelImage image = new(Width, Height);
        float scaleX = 2f / Width, scaleY = 2f / Height;
        int at = 0;
        for (int y = 0; y < Height; y++)
        {
            Span<Vector3> row = Row(y);
            float v = (y * scaleY) - 1;
            for (int x = 0; x < row.Length; x++)
            {
                float u = (x * scaleX) - 1;
                float speck = grain * (noise.At(x, y) - 0.5f);
                Vector3 colour = (row[x] * tint * (1 - (vignette * 0.5f * ((u * u) + (v * v))))) + new Vector3(speck);
                image.Rgb[at++] = ToByte(colour.X);
                image.Rgb[at++] = ToByte(colour.Y);
                image.Rgb[at++] = ToByte(colour.Z);
            }
        }

        return image;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<Vector3>.Shared.Return(_pixels);

    // Four points of a pixel, in a turned square so that edges near the axes meet four different offsets.
    private static Vector3 Sample(SceneItem item, int column, int row, Vector3 light)
    {
        float pixel = 0.7f / item.Pose.Scale;
        Vector3 sum = item.Body.Shade(item.Pose.ToBody(column + 0.375f, row + 0.125f), light, pixel);
        sum += item.Body.Shade(item.Pose.ToBody(column + 0.875f, row + 0.375f), light, pixel);
        sum += item.Body.Shade(item.Pose.ToBody(column + 0.625f, row + 0.875f), light, pixel);
        sum += item.Body.Shade(item.Pose.ToBody(column + 0.125f, row + 0.625f), light, pixel);
        return sum * 0.25f;
    }

    private static byte ToByte(float value) => (byte)((Math.Clamp(value, 0f, 1f) * 255) + 0.5f);
}
