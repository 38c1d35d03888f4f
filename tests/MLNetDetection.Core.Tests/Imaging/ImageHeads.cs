using System.Buffers.Binary;

namespace MLNetDetection.Core.Tests.Imaging;

/// <summary>Image files with a true head and nothing that decodes.</summary>
internal static class ImageHeads
{
    public static byte[] Jpeg(int width, int height, int components = 3, int orientation = 0, bool complete = true, byte comment = 0)
    {
        List<byte> file = [0xFF, 0xD8];
        if (orientation > 0)
        {
            byte[] tiff = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
            Segment(file, 0xE1, [.. "Exif\0\0"u8, .. tiff]);
        }

        Segment(file, 0xFE, [comment]);
        Segment(file, 0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components, .. new byte[3 * components]]);
        file.AddRange(complete ? [0xFF, 0xD9] : [0x11, 0x22]);
        return [.. file];
    }

    public static byte[] Png(int width, int height, byte colourType = 2, byte bits = 8, bool complete = true)
    {
        List<byte> file = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = bits;
        head[9] = colourType;
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "IDAT"u8, [1, 2, 3]);
        if (complete)
        {
            Chunk(file, "IEND"u8, []);
        }

        return [.. file];
    }

    private static void Segment(List<byte> file, byte marker, byte[] content) =>
        file.AddRange([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content]);

    private static void Chunk(List<byte> file, ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        file.AddRange([.. length, .. type, .. content, 0, 0, 0, 0]);
    }
}
