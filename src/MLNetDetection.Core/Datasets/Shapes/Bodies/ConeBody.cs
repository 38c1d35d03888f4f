using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A traffic cone: an orange body with white bands on a plate.</summary>
internal sealed class ConeBody : ShapeBody
{
    private const float TipY = -0.95f;
    private const float FootY = 0.76f;
    private readonly ConvexPolygon _body = new([new(-0.09f, TipY), new(0.09f, TipY), new(0.5f, FootY), new(-0.5f, FootY)], 0.04f);
    private readonly ConvexPolygon _plate = new([new(-0.62f, 0.72f), new(0.62f, 0.72f), new(0.7f, 0.92f), new(-0.7f, 0.92f)], 0.06f);
    private readonly Vector3 _orange;
    private readonly Vector3 _plateColour;
    private readonly int _bands;

    /// <summary>A cone of a random shade, with one or two bands.</summary>
    public ConeBody(ref RandomStream random)
    {
        _orange = Paint.Hsv(random.NextSingle(0.015f, 0.07f), random.NextSingle(0.85f, 0.97f), random.NextSingle(0.88f, 1));
        _plateColour = random.NextBool(0.5) ? _orange * 0.85f : new Vector3(0.2f, 0.2f, 0.22f);
        _bands = random.NextInt(1, 3);
    }

    /// <inheritdoc/>
    public override float Radius => 1.26f;

    /// <inheritdoc/>
    public override float Distance(Vector2 at) => MathF.Min(_body.Distance(at), _plate.Distance(at));

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        float rise = (at.Y - TipY) / (FootY - TipY);
        float half = 0.13f + (0.41f * rise);
        float across = Math.Clamp(at.X / half, -1f, 1f);
        float depth = MathF.Sqrt(1 - (across * across));

        // The near rim of each ring hangs lower than its sides, since the cone is seen from above.
        float rim = 0.09f * half / 0.54f * depth;
        float foot = FootY - 0.06f + (2.2f * rim) - at.Y;
        Vector3 plate = PlateColour(at, light);
        if (MathF.Abs(at.X) > half + pixel || at.Y < TipY - 0.1f)
        {
            return plate;
        }

        float height = (at.Y - (2 * rim) - TipY) / (FootY - TipY);
        float white = _bands == 1
            ? Paint.Line(height - 0.5f, 0.14f, pixel)
            : MathF.Max(Paint.Line(height - 0.33f, 0.09f, pixel), Paint.Line(height - 0.66f, 0.1f, pixel));
        Vector3 colour = Paint.Mix(_orange, new Vector3(0.95f, 0.95f, 0.97f), white);
        Vector3 normal = new(across * 0.95f, -0.24f, depth * 0.95f);
        float diffuse = 0.4f + (0.75f * MathF.Max(0, Paint.Dot(normal, light)));
        float shine = Paint.Line(across - (light.X * 0.6f), 0.12f, 0.3f) * 0.12f;
        float hole = Paint.Smooth(0.05f, 0.05f - pixel, at.Y - TipY + 0.02f - (rim * 0.8f));
        colour = (colour * diffuse) + new Vector3(shine);
        return Paint.Mix(plate * 0.7f, Paint.Mix(colour, colour * 0.45f, hole), Math.Clamp((foot / pixel) + 0.5f, 0f, 1f));
    }

    private Vector3 PlateColour(Vector2 at, Vector3 light)
    {
        float front = Paint.Smooth(0.87f, 0.9f, at.Y);
        return _plateColour * ((0.55f + (0.5f * light.Z)) * (1 - (0.4f * front)));
    }
}
