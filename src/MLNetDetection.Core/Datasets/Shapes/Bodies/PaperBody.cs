using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A flat scrap of paper, of no class: a triangle, a strip or a crooked quadrangle with ruled lines.</summary>
internal sealed class PaperBody : ShapeBody
{
    private readonly ConvexPolygon _outline;
    private readonly Vector3 _colour;
    private readonly float _lines;

    /// <summary>A scrap of a random form and colour.</summary>
    public PaperBody(ref RandomStream random)
    {
        _colour = Paint.Hsv(random.NextSingle(0, 1), random.NextSingle(0.1f, 0.6f), random.NextSingle(0.5f, 0.95f));
        _lines = random.NextBool(0.4) ? 0.2f : 0;
        float a = random.NextSingle(0.2f, 0.6f), b = random.NextSingle(-0.3f, 0.3f), c = random.NextSingle(0.12f, 0.2f);
        _outline = random.NextInt(3) switch
        {
            0 => new ConvexPolygon([new(b, -0.8f), new(0.8f, a), new(-0.8f, 0.7f)], 0.03f),
            1 => new ConvexPolygon([new(-0.95f, -c), new(0.95f, -c), new(0.95f, c), new(-0.95f, c)], 0.02f),
            _ => new ConvexPolygon([new(-0.8f, -0.6f + b), new(0.75f, -a), new(0.8f, a), new(-0.6f, 0.6f)], 0.01f),
        };
    }

    /// <inheritdoc/>
    public override float Radius => 1.15f;

    /// <inheritdoc/>
    public override float Distance(Vector2 at) => _outline.Distance(at);

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        float row = at.Y * 6;
        float line = _lines * Paint.Line((row - MathF.Floor(row) - 0.5f) / 6, 0.015f, pixel);
        return _colour * ((0.5f + (0.5f * light.Z) + (0.06f * at.X)) * (1 - line));
    }
}
