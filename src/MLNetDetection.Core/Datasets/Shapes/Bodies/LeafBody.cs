using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A leaf, of no class: two arcs that meet in points, with veins.</summary>
internal sealed class LeafBody : ShapeBody
{
    private readonly Vector3 _colour;
    private readonly float _offset;
    private readonly float _arc;

    /// <summary>A leaf, green to brown.</summary>
    public LeafBody(ref RandomStream random)
    {
        float half = random.NextSingle(0.25f, 0.5f);
        _colour = Paint.Hsv(random.NextSingle(0.06f, 0.36f), random.NextSingle(0.4f, 0.75f), random.NextSingle(0.35f, 0.7f));

        // The arcs pass (0, -1), (half, 0) and (0, 1).
        _arc = ((half * half) + 1) / (2 * half);
        _offset = _arc - half;
    }

    /// <inheritdoc/>
    public override float Radius => 1.05f;

    /// <inheritdoc/>
    public override float Distance(Vector2 at)
    {
        float x = MathF.Abs(at.X) + _offset;
        return MathF.Max(MathF.Sqrt((x * x) + (at.Y * at.Y)) - _arc, MathF.Abs(at.Y) - 1.02f);
    }

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        float midrib = Paint.Line(at.X, 0.025f, pixel);
        float slant = (at.Y + (0.8f * MathF.Abs(at.X))) * 5;
        float vein = Paint.Line((slant - MathF.Floor(slant) - 0.5f) / 5, 0.012f, pixel);
        float side = at.X > 0 ? 0.9f : 1.05f;
        return _colour * (side * (0.55f + (0.5f * light.Z)) * (1 + (0.3f * MathF.Max(midrib, 0.5f * vein))));
    }
}
