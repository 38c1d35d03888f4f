using System.Buffers.Binary;

namespace MLNetDetection.Core.Imaging;

/// <summary>EXIF's orientation: how a stored picture must be turned to stand upright.</summary>
public static class ExifOrientation
{
    private const int Tag = 0x0112;

    /// <summary>Turns stored pixels upright; 1, and numbers that EXIF does not know, give the picture itself.</summary>
    /// <param name="image">As stored.</param>
    /// <param name="orientation">1 to 8.</param>
    public static PixelImage Apply(PixelImage image, int orientation)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (orientation is < 2 or > 8)
        {
            return image;
        }

        int width = image.Width, height = image.Height;
        PixelImage upright = orientation >= 5 ? new(height, width) : new(width, height);
        byte[] source = image.Rgb, target = upright.Rgb;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var (toX, toY) = Place(x, y, width, height, orientation);
                int from = ((y * width) + x) * 3, to = ((toY * upright.Width) + toX) * 3;
                target[to] = source[from];
                target[to + 1] = source[from + 1];
                target[to + 2] = source[from + 2];
            }
        }

        return upright;
    }

    /// <summary>The orientation in a TIFF structure, as EXIF blocks hold; 1 where there is none.</summary>
    internal static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return 1;
        }

        bool little = tiff[0] == (byte)'I';
        uint directory = Long(tiff[4..], little);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Short(entries, little);
        for (int i = 0; i < count && 2 + (12 * i) + 12 <= entries.Length; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(2 + (12 * i), 12);
            if (Short(entry, little) == Tag)
            {
                int value = Short(entry[8..], little);
                return value is >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static (int X, int Y) Place(int x, int y, int width, int height, int orientation) => orientation switch
    {
        2 => (width - 1 - x, y),
        3 => (width - 1 - x, height - 1 - y),
        4 => (x, height - 1 - y),
        5 => (y, x),
        6 => (height - 1 - y, x),
        7 => (height - 1 - y, width - 1 - x),
        _ => (y, width - 1 - x),
    };

    private static int Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
