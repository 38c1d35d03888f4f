using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A dull, lumpy pebble, of no class.</summary>
internal sealed class PebbleBody : ShapeBody
{
    private readonly LatticeNoise _noise;
    private readonly Vector3 _colour;
    private readonly float _squash;

    /// <summary>A grey to brown pebble.</summary>
    public PebbleBody(ref RandomStream random)
    {
        _noise = new LatticeNoise((uint)random.NextBits());
        _colour = Paint.Hsv(random.NextSingle(0.05f, 0.14f), random.NextSingle(0, 0.25f), random.NextSingle(0.4f, 0.75f));
        _squash = random.NextSingle(0.5f, 0.75f);
    }

    /// <inheritdoc/>
    public override float Radius => 1.05f;

    /// <inheritdoc/>
    public override float Distance(Vector2 at)
    {
        float v = at.Y / _squash, length = MathF.Sqrt((at.X * at.X) + (v * v)) + 1e-6f;
        float edge = 0.7f + (0.3f * _noise.Value((at.X / length * 1.4f) + 7, (v / length * 1.4f) + 7));
        return (length - edge) * _squash;
    }

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        float depth = Paint.Smooth(0, 0.5f, -Distance(at));
        float facing = Math.Clamp((at.X * light.X) + (at.Y * light.Y / _squash) + (depth * light.Z), -0.3f, 1f);
        float speckle = 0.8f + (0.35f * _noise.Fractal(at.X * 6, at.Y * 6));
        return _colour * (speckle * (0.5f + (0.5f * facing)));
    }
}
