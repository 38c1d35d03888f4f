namespace Microsoft.ML.Data;

public sealed partial class MLImage
{
    private const int BestQuality = 100;

    // Extensions that name a picture format, though most are only ever read.
    private static readonly HashSet<string> KnownExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".bmp", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".astc", ".avif", ".dng", ".heif", ".ktx", ".pkm", ".wbmp", ".webp",
    };

    /// <summary>
    /// Writes the image in the format that the file's extension names: .jpg or .jpeg (quality 100, alpha left out), .png or
    /// .webp (both without loss).
    /// </summary>
    /// <exception cref="ArgumentException">The extension names no format, or one that cannot be written.</exception>
    public void Save(string imagePath)
    {
        ReadOnlySpan<byte> pixels = Pixels;
        ArgumentNullException.ThrowIfNull(imagePath);
        string extension = Path.GetExtension(imagePath);
        ImageEncoding encoding = EncodingOf(extension, imagePath);
        byte[] encoded;
        try
        {
            encoded = NativeImages.Encode(encoding, pixels, _info, _pixelFormat == MLPixelFormat.Rgba32, BestQuality);
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException(
                $"The image cannot be saved with the format '{extension}': {e.Message}", nameof(imagePath), e);
        }

        File.WriteAllBytes(imagePath, encoded);
    }

    private static ImageEncoding EncodingOf(string extension, string imagePath)
    {
        if (!KnownExtensions.Contains(extension))
        {
            throw new ArgumentException("Path has invalid image file extension.", nameof(imagePath));
        }

        return extension.ToLowerInvariant() switch
        {
            ".jpg" or ".jpeg" => ImageEncoding.Jpeg,
            ".png" => ImageEncoding.Png,
            ".webp" => ImageEncoding.WebP,
            _ => throw new ArgumentException(
                $"Saving image with the format '{extension}' is not supported. Try save it with `Jpeg`, `Png`, or `Webp` format.",
                nameof(imagePath)),
        };
    }
}
