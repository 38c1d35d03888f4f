using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Data.Images;

/// <summary>Pixels of a caller's memory as a picture.</summary>
internal static class RawPixels
{
    /// <exception cref="ArgumentException">The bytes are too few or a number is out of range.</exception>
    public static PixelImage Read(ReadOnlySpan<byte> pixels, int width, int height, PixelLayout layout, int stride)
    {
        (int bytes, int red, int green, int blue) = layout switch
        {
            PixelLayout.Rgb24 => (3, 0, 1, 2),
            PixelLayout.Bgr24 => (3, 2, 1, 0),
            PixelLayout.Rgba32 => (4, 0, 1, 2),
            PixelLayout.Bgra32 => (4, 2, 1, 0),
            PixelLayout.Gray8 => (1, 0, 0, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "No layout."),
        };
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long row = (long)width * bytes, step = stride == 0 ? row : stride;
        if (step < row || pixels.Length < (step * (height - 1)) + row)
        {
            throw new ArgumentException(
                $"{width}x{height} pixels as {layout} take {row} bytes a row and {(step * (height - 1)) + row} in all; there are {step} and {pixels.Length}.", nameof(pixels));
        }

        var image = new PixelImage(width, height);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> from = pixels.Slice((int)(y * step), (int)row);
            Span<byte> to = image.Rgb.AsSpan(y * width * 3, width * 3);
            if (layout == PixelLayout.Rgb24)
            {
                from.CopyTo(to);
                continue;
            }

            for (int x = 0; x < width; x++)
            {
                (to[3 * x], to[(3 * x) + 1], to[(3 * x) + 2]) = (from[(bytes * x) + red], from[(bytes * x) + green], from[(bytes * x) + blue]);
            }
        }

        return image;
    }
}
