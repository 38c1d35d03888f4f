using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Backdrops;

/// <summary>A table or a deck of long boards, stained in any colour.</summary>
internal sealed class PlankBackdrop : Backdrop
{
    private readonly LatticeNoise _noise;
    private readonly Vector3 _colour;
    private readonly float _cos;
    private readonly float _sin;
    private readonly float _width;

    /// <summary>Boards of a random colour and direction.</summary>
    public PlankBackdrop(ref RandomStream random)
    {
        _noise = new LatticeNoise((uint)random.NextBits());
        _colour = random.NextBool()
            ? Paint.Hsv(random.NextSingle(0.04f, 0.1f), random.NextSingle(0.2f, 0.5f), random.NextSingle(0.35f, 0.65f))
            : Paint.Hsv(random.NextSingle(0.3f, 0.7f), random.NextSingle(0.08f, 0.3f), random.NextSingle(0.5f, 0.8f));
        (_cos, _sin) = Pose.Turn(ref random, 1);
        _width = random.NextSingle(26, 52);
    }

    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        float u = ((x * _cos) + (y * _sin)) / _width, along = (y * _cos) - (x * _sin);
        int board = (int)MathF.Floor(u);
        float across = u - board;
        float shift = 300 * _noise.At(board, 77);
        float warp = _noise.Value(u * 2, (along + shift) * 0.02f);
        float grain = _noise.Value((across * 9) + (4 * warp) + (board * 13), (along + shift) * 0.03f);
        float gap = Paint.Smooth(1.6f, 0.5f, MathF.Min(across, 1 - across) * _width);
        return _colour * ((0.82f + (0.16f * _noise.At(board, 5)) + (0.22f * grain)) * (1 - (0.55f * gap)));
    }
}
