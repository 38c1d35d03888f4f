using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetDetection.Core.Imaging;

/// <summary>A colour transform laid out for pixels held as four floats, the last of which does not count.</summary>
internal readonly struct ColourVectors(ColourTransform colour)
{
    private readonly Vector128<float> _red = Vector128.Create(colour.Red.R, colour.Green.R, colour.Blue.R, 0);
    private readonly Vector128<float> _green = Vector128.Create(colour.Red.G, colour.Green.G, colour.Blue.G, 0);
    private readonly Vector128<float> _blue = Vector128.Create(colour.Red.B, colour.Green.B, colour.Blue.B, 0);
    private readonly Vector128<float> _offset = Vector128.Create(colour.Offset.R, colour.Offset.G, colour.Offset.B, 0);

    /// <summary>False where the transform changes nothing.</summary>
    public bool Active { get; } = !colour.IsIdentity;

    /// <summary>The new colour, clamped to [0, 255].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Apply(Vector128<float> pixel)
    {
        Vector128<float> sum = _offset
            + (_red * Vector128.Shuffle(pixel, Vector128.Create(0, 0, 0, 0)))
            + (_green * Vector128.Shuffle(pixel, Vector128.Create(1, 1, 1, 1)))
            + (_blue * Vector128.Shuffle(pixel, Vector128.Create(2, 2, 2, 2)));
        return Vector128.Min(Vector128.Max(sum, Vector128<float>.Zero), Vector128.Create(255f));
    }
}
