using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Backdrops;

/// <summary>Sky with clouds, two ranges of hills and a meadow or a beach.</summary>
internal sealed class SceneryBackdrop : Backdrop
{
    private readonly LatticeNoise _noise;
    private readonly Vector3 _zenith;
    private readonly Vector3 _haze;
    private readonly Vector3 _hills;
    private readonly Vector3 _ground;
    private readonly float _horizon;

    /// <summary>A random time of day.</summary>
    public SceneryBackdrop(ref RandomStream random)
    {
        _noise = new LatticeNoise((uint)random.NextBits());
        bool evening = random.NextBool(0.3);
        _zenith = evening
            ? Paint.Hsv(random.NextSingle(0.68f, 0.8f), 0.4f, random.NextSingle(0.5f, 0.7f))
            : Paint.Hsv(random.NextSingle(0.54f, 0.62f), random.NextSingle(0.35f, 0.6f), random.NextSingle(0.75f, 0.95f));
        _haze = evening ? new Vector3(0.98f, 0.74f, 0.58f) : new Vector3(0.86f, 0.91f, 0.96f);
        _hills = Paint.Hsv(random.NextSingle(0.25f, 0.6f), random.NextSingle(0.2f, 0.4f), random.NextSingle(0.35f, 0.55f));
        _ground = random.NextBool(0.65)
            ? Paint.Hsv(random.NextSingle(0.2f, 0.32f), random.NextSingle(0.4f, 0.6f), random.NextSingle(0.45f, 0.65f))
            : Paint.Hsv(random.NextSingle(0.1f, 0.13f), random.NextSingle(0.25f, 0.4f), random.NextSingle(0.7f, 0.85f));
        _horizon = random.NextSingle(30, 85);
    }

    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        // What covers the whole pixel is drawn alone: most of a picture is ground.
        float ground = Paint.Smooth(_horizon - 0.8f, _horizon + 0.8f, y);
        return ground switch
        {
            1 => GroundAt(x, y),
            0 => AboveAt(x, y),
            _ => Paint.Mix(AboveAt(x, y), GroundAt(x, y), ground),
        };
    }

    private Vector3 GroundAt(float x, float y)
    {
        float deep = MathF.Max(0, y - _horizon) / 110;
        float blades = _noise.Value(x * 0.5f, (y * 0.22f) + 400), patch = _noise.Fractal(x * 0.02f, (y * 0.04f) + 90);
        return Paint.Mix(_ground, _haze, 0.3f * MathF.Max(0, 1 - deep))
            * (0.75f + (0.3f * patch) + (0.22f * (blades - 0.5f) * MathF.Min(1, 0.3f + deep)));
    }

    private Vector3 AboveAt(float x, float y)
    {
        float far = _horizon - 6 - (38 * _noise.Value(x * 0.014f, 3.5f)) - (6 * _noise.Value(x * 0.06f, 7.5f));
        float near = _horizon + 4 - (22 * _noise.Value((x * 0.02f) + 50, 9.5f)) - (5 * _noise.Value(x * 0.09f, 11.5f));
        float cloud = Paint.Smooth(0.52f, 0.78f, _noise.Fractal((x * 0.011f) + 200, y * 0.03f));
        Vector3 sky = Paint.Mix(_zenith, _haze, Math.Clamp(y / _horizon, 0f, 1f));
        Vector3 colour = Paint.Mix(sky, Vector3.One, 0.75f * cloud);
        colour = Paint.Mix(colour, Paint.Mix(_hills, _haze, 0.55f), Paint.Smooth(far - 0.7f, far + 0.7f, y));
        return Paint.Mix(colour, Paint.Mix(_hills, _haze, 0.2f), Paint.Smooth(near - 0.7f, near + 0.7f, y));
    }
}
