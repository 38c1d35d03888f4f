using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Imaging;

/// <summary>What a resampler makes of a picture: a rectangle of it, at a size, perhaps mirrored and recoloured.</summary>
/// <param name="Region">Pixels of the source; may be fractional and reach outside, where <paramref name="Fill"/> shows.</param>
/// <param name="Width">Pixels across of the result.</param>
/// <param name="Height">Pixels down of the result.</param>
/// <param name="FlipHorizontally">Left becomes right, after the crop.</param>
/// <param name="FlipVertically">Top becomes bottom, after the crop.</param>
/// <param name="Colour">Applied to every pixel, <paramref name="Fill"/> too; null changes nothing.</param>
/// <param name="Fill">Colour outside the source, [0, 255].</param>
/// <param name="Turn">Turns the source before <paramref name="Region"/> is cut from it; null leaves it upright.</param>
public readonly record struct ResampleRequest(
    BoxXyxy Region,
    int Width,
    int Height,
    bool FlipHorizontally = false,
    bool FlipVertically = false,
    ColourTransform? Colour = null,
    RgbTriple Fill = default,
    PlanarTurn? Turn = null)
{
    /// <summary>All of <paramref name="source"/> at another size.</summary>
    public static ResampleRequest Whole(PixelImage source, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(new BoxXyxy(0, 0, source.Width, source.Height), width, height);
    }
}
