using System.Buffers.Binary;

namespace MLNetDetection.Core.Imaging;

/// <summary>BMP, GIF and TIFF, as far as their sizes.</summary>
internal static class OtherHeads
{
    public static ImageFileInfo ReadBmp(ReadOnlySpan<byte> head, long fileLength)
    {
        if (head.Length < 30)
        {
            throw new EndOfStreamException();
        }

        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(head[10..]), size = BinaryPrimitives.ReadUInt32LittleEndian(head[14..]);
        bool old = size == 12;
        long width = old ? BinaryPrimitives.ReadUInt16LittleEndian(head[18..]) : BinaryPrimitives.ReadInt32LittleEndian(head[18..]);
        long height = old ? BinaryPrimitives.ReadUInt16LittleEndian(head[20..]) : Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(head[22..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(head[(old ? 24 : 28)..]);
        if (width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue)
        {
            throw new InvalidDataException($"the BMP claims {width}x{height} pixels.");
        }

        // Run-length coded rows have no fixed size: whether they are all there cannot be told.
        bool plain = bits is 24 or 32;
        long row = ((width * bits) + 31) / 32 * 4;
        ColourLayout layout = bits <= 8 ? ColourLayout.Palette : bits == 32 ? ColourLayout.Rgba : ColourLayout.Rgb;
        return new ImageFileInfo(ImageFileFormat.Bmp, (int)width, (int)height, layout, Math.Min(bits, 8), 1, !plain || offset + (row * height) <= fileLength);
    }

    public static ImageFileInfo ReadGif(ReadOnlySpan<byte> head) => head.Length < 10
        ? throw new EndOfStreamException()
        : new ImageFileInfo(
            ImageFileFormat.Gif, BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]), ColourLayout.Palette, 8, 1, true);

    public static ImageFileInfo ReadTiff(Stream stream)
    {
        byte[] bytes = new byte[(int)Math.Min(stream.Length, 1 << 20)];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        bool little = bytes[0] == (byte)'I';
        uint at = Number(bytes, 4, 4, little);
        if (at > bytes.Length - 2)
        {
            throw new InvalidDataException("the TIFF's directory is out of reach.");
        }

        int width = 0, height = 0, count = (int)Number(bytes, (int)at, 2, little);
        for (int i = 0; i < count && at + 2 + (12 * i) + 12 <= bytes.Length; i++)
        {
            int entry = (int)at + 2 + (12 * i);
            uint tag = Number(bytes, entry, 2, little), value = Number(bytes, entry + 8, Number(bytes, entry + 2, 2, little) == 3 ? 2 : 4, little);
            width = tag == 256 ? (int)Math.Min(value, int.MaxValue) : width;
            height = tag == 257 ? (int)Math.Min(value, int.MaxValue) : height;
        }

        return new ImageFileInfo(ImageFileFormat.Tiff, width, height, ColourLayout.Rgb, 8, ExifOrientation.OfTiff(bytes), true);
    }

    private static uint Number(byte[] bytes, int at, int size, bool little)
    {
        if (at + size > bytes.Length)
        {
            throw new EndOfStreamException();
        }

        ReadOnlySpan<byte> span = bytes.AsSpan(at, size);
        return (size, little) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(span),
            (2, false) => BinaryPrimitives.ReadUInt16BigEndian(span),
            (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(span),
            _ => BinaryPrimitives.ReadUInt32BigEndian(span),
        };
    }
}
