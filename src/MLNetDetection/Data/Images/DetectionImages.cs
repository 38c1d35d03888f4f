using Microsoft.ML.Data;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection;

/// <summary>Reads image files as detectors want them: upright, RGB, of a size that memory can take.</summary>
public static class DetectionImages
{
    /// <summary>The pixels that are taken without an option: 100 million, 400 MB decoded.</summary>
    public const long DefaultMaximumPixels = 100_000_000;

    /// <summary>Reads a file: EXIF orientation applied, every colour layout as RGB, transparency dropped (wholly clear colours become black).</summary>
    /// <param name="path">A JPEG, PNG, BMP or WebP file; its extension does not count.</param>
    /// <param name="maximumPixels">Pictures of more pixels are refused before they are decoded, at least 1.</param>
    /// <exception cref="InvalidDataException">It is missing, no image, cut off, or too large; the message names it.</exception>
    public static PixelImage Read(string path, long maximumPixels = DefaultMaximumPixels)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPixels, 1);
        ImageFileInfo info = ImageFileInfo.Read(path);
        if ((long)info.Width * info.Height > maximumPixels)
        {
            throw new InvalidDataException($"{path} has {info.Width}x{info.Height} pixels; the limit is {maximumPixels}.");
        }

        if (!info.IsComplete)
        {
            throw new InvalidDataException($"{path} is cut off: the file ends before the picture does.");
        }

        try
        {
            return ExifOrientation.Apply(Decode(File.ReadAllBytes(path)), info.Orientation);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // ML.NET's decoders throw many things, and only "Invalid input stream contents" in their messages.
            throw new InvalidDataException($"{path} cannot be decoded: {e.GetBaseException().Message}", e);
        }
    }

    /// <summary>Decodes a file's bytes as stored, not turned; for <see cref="Core.Datasets.Inspection.InspectionOptions.Decode"/>.</summary>
    /// <exception cref="InvalidDataException">They claim more pixels than <see cref="DefaultMaximumPixels"/>.</exception>
    /// <exception cref="ArgumentException">They cannot be decoded.</exception>
    public static PixelImage Decode(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ImageFileInfo info = ImageFileInfo.Read(encoded);
        if ((long)info.Width * info.Height > DefaultMaximumPixels * 4)
        {
            throw new InvalidDataException($"{info.Width}x{info.Height} pixels are over the limit of {DefaultMaximumPixels * 4}.");
        }

        using var stream = new MemoryStream(encoded, writable: false);
        using MLImage image = MLImage.CreateFromStream(stream);
        return info.Format == ImageFileFormat.Jpeg ? image.ToPixelImage() : Opaque(image);
    }

    /// <summary>ML.NET's colours are multiplied by alpha: undone, they are those that other tools see when they drop alpha.</summary>
    private static PixelImage Opaque(MLImage image)
    {
        PixelImage result = image.ToPixelImage();
        ReadOnlySpan<byte> pixels = image.Pixels;
        byte[] rgb = result.Rgb;
        for (int from = 3, to = 0; from < pixels.Length; from += 4, to += 3)
        {
            int alpha = pixels[from];
            if (alpha is > 0 and < 255)
            {
                rgb[to] = Whole(rgb[to], alpha);
                rgb[to + 1] = Whole(rgb[to + 1], alpha);
                rgb[to + 2] = Whole(rgb[to + 2], alpha);
            }
        }

        return result;
    }

    private static byte Whole(int value, int alpha) => (byte)Math.Min(255, ((value * 255) + (alpha / 2)) / alpha);
}
