namespace MLNetDetection.Core.Imaging;

/// <summary>How an image file holds colours.</summary>
public enum ColourLayout
{
    /// <summary>Red, green, blue, or a form of them such as YCbCr.</summary>
    Rgb,

    /// <summary>One grey value.</summary>
    Grayscale,

    /// <summary>Colour and transparency.</summary>
    Rgba,

    /// <summary>Four inks.</summary>
    Cmyk,

    /// <summary>Numbers of a palette, none of its colours transparent.</summary>
    Palette,
}
