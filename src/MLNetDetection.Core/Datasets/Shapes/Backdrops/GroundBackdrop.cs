using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Backdrops;

/// <summary>Grass, sand, asphalt or earth from above: patches and grains.</summary>
internal sealed class GroundBackdrop : Backdrop
{
    private readonly LatticeNoise _patches;
    private readonly LatticeNoise _grains;
    private readonly Vector3 _dark;
    private readonly Vector3 _bright;
    private readonly float _stretch;
    private readonly float _fineness;

    /// <summary>A ground of a random kind.</summary>
    public GroundBackdrop(ref RandomStream random)
    {
        _patches = new LatticeNoise((uint)random.NextBits());
        _grains = new LatticeNoise((uint)random.NextBits());
        int kind = random.NextInt(4);
        Vector3 colour = kind switch
        {
            0 => Paint.Hsv(random.NextSingle(0.22f, 0.33f), random.NextSingle(0.4f, 0.65f), random.NextSingle(0.45f, 0.65f)),
            1 => Paint.Hsv(random.NextSingle(0.09f, 0.13f), random.NextSingle(0.2f, 0.4f), random.NextSingle(0.7f, 0.88f)),
            2 => Paint.Hsv(random.NextSingle(0.5f, 0.7f), random.NextSingle(0, 0.12f), random.NextSingle(0.35f, 0.6f)),
            _ => Paint.Hsv(random.NextSingle(0.03f, 0.09f), random.NextSingle(0.25f, 0.45f), random.NextSingle(0.35f, 0.55f)),
        };
        float contrast = kind == 0 ? 0.5f : random.NextSingle(0.12f, 0.3f);
        (_dark, _bright) = (colour * (1 - contrast), colour * (1 + (0.6f * contrast)));
        _stretch = kind == 0 ? 0.35f : 1;
        _fineness = random.NextSingle(0.35f, 0.6f);
    }

    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        float patch = _patches.Fractal(x * 0.014f, y * 0.014f);
        float grain = _grains.Value((x * _fineness) + (4 * patch), y * _fineness * _stretch);
        return Paint.Mix(_dark, _bright, (0.55f * patch) + (0.45f * grain));
    }
}
