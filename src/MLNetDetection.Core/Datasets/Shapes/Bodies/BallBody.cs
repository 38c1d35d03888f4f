using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A glossy ball: a beach ball with panels, a banded one, or one colour.</summary>
internal sealed class BallBody : ShapeBody
{
    private readonly Vector3 _first;
    private readonly Vector3 _second;
    private readonly Vector3 _axis;
    private readonly Vector3 _side;
    private readonly Vector3 _front;
    private readonly int _pattern;

    /// <summary>A ball of random colours and pattern.</summary>
    public BallBody(ref RandomStream random)
    {
        float hue = random.NextSingle(0, 1);
        _first = Paint.Hsv(hue, random.NextSingle(0.7f, 0.95f), random.NextSingle(0.75f, 1));
        _second = random.NextBool(0.6)
            ? new Vector3(0.96f, 0.95f, 0.92f)
            : Paint.Hsv(hue + random.NextSingle(0.3f, 0.7f), 0.8f, 0.95f);
        _axis = Paint.Unit(new Vector3(random.NextSingle(-1, 1), random.NextSingle(-1, 1), random.NextSingle(0.2f, 1)));
        _side = Paint.Unit(Cross(_axis, new Vector3(0.3f, 0.9f, -0.2f)));
        _front = Cross(_axis, _side);
        _pattern = random.NextInt(5);
    }

    /// <inheritdoc/>
    public override float Radius => 1;

    /// <inheritdoc/>
    public override float Distance(Vector2 at) => MathF.Sqrt((at.X * at.X) + (at.Y * at.Y)) - 1;

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        float z = MathF.Sqrt(MathF.Max(0, 1 - (at.X * at.X) - (at.Y * at.Y)));
        Vector3 normal = new(at.X, at.Y, z);
        Vector3 colour = Paint.Mix(_first, _second, Pattern(normal, pixel));
        float facing = Paint.Dot(normal, light);
        float diffuse = 0.34f + (0.8f * MathF.Max(0, facing)) + (0.1f * MathF.Max(0, at.Y) * (1 - z));

        // Mirror direction towards the viewer (0, 0, 1); its eighth power is a broad gloss, the 64th the lamp itself.
        float mirror = MathF.Max(0, (2 * facing * normal.Z) - light.Z);
        float gloss = mirror * mirror;
        gloss *= gloss;
        gloss *= gloss;
        float lamp = gloss * gloss;
        lamp *= lamp;
        lamp *= lamp;
        return (colour * diffuse) + new Vector3((0.16f * gloss) + (0.8f * lamp));
    }

    private static Vector3 Cross(Vector3 a, Vector3 b) =>
        new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    private float Pattern(Vector3 normal, float pixel)
    {
        float along = Paint.Dot(normal, _axis);
        if (_pattern == 0)
        {
            return 0;
        }

        if (_pattern == 1)
        {
            return Paint.Line(along, 0.3f, pixel);
        }

        // Three planes through the axis, 60 degrees apart, bound six panels; the colour changes at each.
        float x = Paint.Dot(normal, _side), y = Paint.Dot(normal, _front);
        float sign = Edge(y, pixel) * Edge((0.8660254f * x) - (0.5f * y), pixel) * Edge((0.8660254f * x) + (0.5f * y), pixel);
        float panel = 0.5f + (0.5f * sign);
        float cap = 1 - Paint.Smooth(0.12f, 0.12f + pixel, 1 - MathF.Abs(along));
        return panel + ((1 - panel) * cap);
    }

    private static float Edge(float distance, float pixel) => Math.Clamp(2 * distance / pixel, -1f, 1f);
}
