namespace MLNetDetection.Core.Imaging;

/// <summary>A picture in memory: 8-bit RGB, interleaved, rows from the top, no padding.</summary>
public sealed class PixelImage
{
    /// <summary>A black picture of the given size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the picture is over 2 GiB.</exception>
    public PixelImage(int width, int height)
        : this(width, height, new byte[ByteCount(width, height)])
    {
    }

    /// <summary>A picture over existing bytes, which are not copied.</summary>
    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    /// <param name="rgb">width * height * 3 bytes: R, G, B of each pixel, row by row.</param>
    /// <exception cref="ArgumentException"><paramref name="rgb"/> has another length.</exception>
    public PixelImage(int width, int height, byte[] rgb)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        if (rgb.Length != ByteCount(width, height))
        {
            throw new ArgumentException($"A {width}x{height} RGB image takes {ByteCount(width, height)} bytes, not {rgb.Length}.", nameof(rgb));
        }

        Width = width;
        Height = height;
        Rgb = rgb;
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>R, G, B of each pixel, row by row: [H, W, 3].</summary>
    public byte[] Rgb { get; }

    private static int ByteCount(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long bytes = (long)width * height * 3;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Array.MaxLength, nameof(width));
        return (int)bytes;
    }
}
