using System.Buffers.Binary;

namespace MLNetDetection.Core.Imaging;

/// <summary>The first chunk of a WebP, in its three forms.</summary>
internal static class WebPHead
{
    public static ImageFileInfo Read(Stream stream)
    {
        byte[] head = new byte[30];
        stream.Position = 0;
        stream.ReadExactly(head);
        uint claimed = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        bool complete = claimed + 8L <= stream.Length;
        ReadOnlySpan<byte> form = head.AsSpan(12, 4);
        if (form.SequenceEqual("VP8 "u8))
        {
            int width = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(26)) & 0x3FFF, height = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28)) & 0x3FFF;
            return new ImageFileInfo(ImageFileFormat.WebP, width, height, ColourLayout.Rgb, 8, 1, complete);
        }

        if (form.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(21));
            ColourLayout layout = (bits >> 28 & 1) != 0 ? ColourLayout.Rgba : ColourLayout.Rgb;
            return new ImageFileInfo(ImageFileFormat.WebP, (int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1, layout, 8, 1, complete);
        }

        if (form.SequenceEqual("VP8X"u8))
        {
            int orientation = (head[20] & 0x08) != 0 ? Orientation(stream) : 1;
            ColourLayout layout = (head[20] & 0x10) != 0 ? ColourLayout.Rgba : ColourLayout.Rgb;
            return new ImageFileInfo(ImageFileFormat.WebP, Three(head, 24) + 1, Three(head, 27) + 1, layout, 8, orientation, complete);
        }

        throw new InvalidDataException("the WebP begins with an unknown chunk.");
    }

    private static int Three(byte[] bytes, int at) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);

    private static int Orientation(Stream stream)
    {
        byte[] head = new byte[8];
        stream.Position = 12;
        for (int i = 0; i < 1000 && stream.Position + 8 <= stream.Length; i++)
        {
            stream.ReadExactly(head);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (head.AsSpan(0, 4).SequenceEqual("EXIF"u8) && length <= 1 << 16 && stream.Position + length <= stream.Length)
            {
                byte[] exif = new byte[length];
                stream.ReadExactly(exif);
                return ExifOrientation.OfTiff(exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif.AsSpan(6) : exif);
            }

            stream.Position = Math.Min(stream.Position + length + (length & 1), stream.Length);
        }

        return 1;
    }
}
