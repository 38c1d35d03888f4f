using System.Buffers.Binary;
using System.IO.Compression;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Torch.Training;

/// <summary>A picture as PNG: 8-bit RGB, not filtered.</summary>
internal static class PngFile
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(PixelImage image)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], image.Height);
        (head[8], head[9], head[10], head[11], head[12]) = (8, 2, 0, 0, 0); // depth, RGB, deflate, filters by row, not interlaced
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "IDAT"u8, Rows(image));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Rows(PixelImage image)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            int row = 3 * image.Width;
            for (int y = 0; y < image.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(image.Rgb, y * row, row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc32(Crc32(uint.MaxValue, kind), content));
        file.Write(number);
    }

    // ISO 3309's, which is not the CRC-32C that the processor has an instruction for.
    private static uint Crc32(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0u - (crc & 1)));
            }
        }

        return crc;
    }
}
