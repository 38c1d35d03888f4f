namespace MLNetDetection.Core.Imaging;

/// <summary>
/// An affine map of colours, out = matrix * in + offset, on R, G, B in [0, 255]; the resampler clamps the result.
/// Several of them combine into one, so that a chain of colour changes costs as much as one.
/// </summary>
/// <param name="Red">Coefficients of R, G, B in the new R.</param>
/// <param name="Green">Coefficients of R, G, B in the new G.</param>
/// <param name="Blue">Coefficients of R, G, B in the new B.</param>
/// <param name="Offset">Added to the new R, G, B.</param>
public readonly record struct ColourTransform(RgbTriple Red, RgbTriple Green, RgbTriple Blue, RgbTriple Offset)
{
    /// <summary>Leaves every colour as it is.</summary>
    public static ColourTransform Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), default);

    /// <summary>True where nothing changes.</summary>
    public bool IsIdentity => this == Identity;

    /// <summary>Adds <paramref name="delta"/> (of 255) to each channel.</summary>
    public static ColourTransform Brightness(float delta) => Identity with { Offset = new(delta, delta, delta) };

    /// <summary>Multiplies the distance of each channel from <paramref name="centre"/>; SSD's own contrast has centre 0.</summary>
    public static ColourTransform Contrast(float factor, float centre = 0)
    {
        float rest = centre * (1 - factor);
        return new(new(factor, 0, 0), new(0, factor, 0), new(0, 0, factor), new(rest, rest, rest));
    }

    /// <summary>Multiplies the distance from the grey of the same luma (ITU-R BT.601); 0 gives grey.</summary>
    public static ColourTransform Saturation(float factor)
    {
        const float R = 0.299f, G = 0.587f, B = 0.114f;
        float rest = 1 - factor;
        return new(
            new((R * rest) + factor, G * rest, B * rest),
            new(R * rest, (G * rest) + factor, B * rest),
            new(R * rest, G * rest, (B * rest) + factor),
            default);
    }

    /// <summary>
    /// Turns colours about the grey axis by <paramref name="degrees"/>: greys stay, 120 takes red to green.
    /// Close to a shift of HSV's hue, yet linear.
    /// </summary>
    public static ColourTransform Hue(float degrees)
    {
        // Rodrigues' rotation about (1, 1, 1) / sqrt(3).
        double angle = degrees * (Math.PI / 180);
        double cos = Math.Cos(angle), sin = Math.Sin(angle) / Math.Sqrt(3), third = (1 - cos) / 3;
        float same = (float)(cos + third), minus = (float)(third - sin), plus = (float)(third + sin);
        return new(new(same, minus, plus), new(plus, same, minus), new(minus, plus, same), default);
    }

    /// <summary>The channels in another order: the new red is the channel <paramref name="red"/>, 0 for red to 2 for blue, and so on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not 0, 1 or 2.</exception>
    public static ColourTransform Channels(int red, int green, int blue)
    {
        return new(Unit(red), Unit(green), Unit(blue), default);

        static RgbTriple Unit(int channel) => channel switch
        {
            0 => new(1, 0, 0),
            1 => new(0, 1, 0),
            2 => new(0, 0, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "A channel is 0, 1 or 2."),
        };
    }

    /// <summary>This transform, then <paramref name="next"/>, as one; nothing is clamped in between.</summary>
    public ColourTransform Then(ColourTransform next)
    {
        RgbTriple offset = next.Apply(Offset);
        return new(Combine(next.Red), Combine(next.Green), Combine(next.Blue), offset);
    }

    /// <summary>The colour that <paramref name="colour"/> becomes, not clamped.</summary>
    public RgbTriple Apply(RgbTriple colour) => new(
        Red.Dot(colour) + Offset.R, Green.Dot(colour) + Offset.G, Blue.Dot(colour) + Offset.B);

    private RgbTriple Combine(RgbTriple row) => new(
        (row.R * Red.R) + (row.G * Green.R) + (row.B * Blue.R),
        (row.R * Red.G) + (row.G * Green.G) + (row.B * Blue.G),
        (row.R * Red.B) + (row.G * Green.B) + (row.B * Blue.B));
}
