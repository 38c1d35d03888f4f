using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Backdrops;

/// <summary>A cloth with woven stripes one way or both, in soft folds.</summary>
internal sealed class FabricBackdrop : Backdrop
{
    private readonly LatticeNoise _noise;
    private readonly Vector3 _cloth;
    private readonly Vector3 _stripe;
    private readonly float _cos;
    private readonly float _sin;
    private readonly float _period;
    private readonly float _crossing;

    /// <summary>A cloth of random colours.</summary>
    public FabricBackdrop(ref RandomStream random)
    {
        _noise = new LatticeNoise((uint)random.NextBits());
        float hue = random.NextSingle(0, 1);
        _cloth = Paint.Hsv(hue, random.NextSingle(0.1f, 0.4f), random.NextSingle(0.55f, 0.9f));
        _stripe = Paint.Hsv(hue + random.NextSingle(-0.2f, 0.2f), random.NextSingle(0.2f, 0.5f), random.NextSingle(0.4f, 0.75f));
        (_cos, _sin) = Pose.Turn(ref random, 1);
        _period = random.NextSingle(22, 56);
        _crossing = random.NextBool(0.6) ? 0.5f : 0;
    }

    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        float bend = 6 * _noise.Value(x * 0.012f, y * 0.012f);
        float u = (x * _cos) + (y * _sin) + bend, v = (y * _cos) - (x * _sin) + bend;
        float stripes = MathF.Max(0.55f * Stripe(u), _crossing * Stripe(v));
        float thread = _noise.At((int)MathF.Floor(u * 0.7f), (int)MathF.Floor(v * 0.7f)) - 0.5f;
        float fold = _noise.Fractal((x * 0.01f) + 70, (y * 0.01f) + 70) - 0.5f;
        return Paint.Mix(_cloth, _stripe, stripes) * (1 + (0.1f * thread) + (0.5f * fold));
    }

    private float Stripe(float at)
    {
        float phase = at / _period;
        phase = MathF.Abs(phase - MathF.Floor(phase) - 0.5f) * _period;
        return Paint.Smooth((_period * 0.16f) + 0.8f, (_period * 0.16f) - 0.8f, phase);
    }
}
