using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Backdrops;

/// <summary>Floor tiles in two colours with joints between, turned.</summary>
internal sealed class TileBackdrop : Backdrop
{
    private readonly LatticeNoise _noise;
    private readonly Vector3 _first;
    private readonly Vector3 _second;
    private readonly float _cos;
    private readonly float _sin;
    private readonly float _size;

    /// <summary>A floor of random colours.</summary>
    public TileBackdrop(ref RandomStream random)
    {
        _noise = new LatticeNoise((uint)random.NextBits());
        float hue = random.NextSingle(0, 1);
        _first = Paint.Hsv(hue, random.NextSingle(0.05f, 0.35f), random.NextSingle(0.5f, 0.85f));
        _second = random.NextBool() ? _first * 0.9f : Paint.Hsv(hue + 0.1f, random.NextSingle(0.05f, 0.35f), random.NextSingle(0.4f, 0.8f));
        (_cos, _sin) = Pose.Turn(ref random, 0.45f);
        _size = random.NextSingle(28, 64);
    }

    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        float u = ((x * _cos) + (y * _sin)) / _size, v = ((y * _cos) - (x * _sin)) / _size;
        int column = (int)MathF.Floor(u), row = (int)MathF.Floor(v);
        Vector3 colour = ((column + row) & 1) == 0 ? _first : _second;
        float inX = u - column, inY = v - row;
        float rim = MathF.Min(MathF.Min(inX, 1 - inX), MathF.Min(inY, 1 - inY)) * _size;
        float joint = Paint.Smooth(2.2f, 0.8f, rim);
        float tone = 0.9f + (0.14f * _noise.At(column, row)) + (0.12f * (_noise.Fractal(x * 0.06f, y * 0.06f) - 0.5f));
        return colour * (tone * (1 - (0.35f * joint)));
    }
}
