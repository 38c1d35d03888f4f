using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MLNetDetection.TestKit;

/// <summary>Writes PNG files of every kind, to test what reads them.</summary>
internal sealed class PngBuilder(int width, int height, int bitDepth, int colorType)
{
    private static readonly int[] PassX = [0, 4, 0, 2, 0, 1, 0];
    private static readonly int[] PassY = [0, 0, 4, 0, 2, 0, 1];
    private static readonly int[] StepX = [8, 8, 4, 4, 2, 2, 1];
    private static readonly int[] StepY = [8, 8, 8, 4, 4, 2, 2];

    public const int Gray = 0;
    public const int Rgb = 2;
    public const int Palette = 3;
    public const int GrayAlpha = 4;
    public const int Rgba = 6;

    public bool Interlaced { get; init; }

    /// <summary>Red, green, blue of each colour.</summary>
    public byte[]? Colors { get; init; }

    public byte[]? Transparency { get; init; }

    /// <summary>The file; a sample is given by x, y and channel.</summary>
    public byte[] Build(Func<int, int, int, int> sample)
    {
        using MemoryStream file = Start();
        if (Colors != null)
        {
            WriteChunk(file, "PLTE", Colors);
        }

        if (Transparency != null)
        {
            WriteChunk(file, "tRNS", Transparency);
        }

        WriteChunk(file, "IDAT", Compress(Scanlines(sample)));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A file that promises pixels and ends.</summary>
    public byte[] BuildHeaderOnly()
    {
        using MemoryStream file = Start();
        WriteChunk(file, "IDAT", [0x78, 0x9C]);
        return file.ToArray();
    }

    private MemoryStream Start()
    {
        var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bitDepth;
        header[9] = (byte)colorType;
        header[12] = (byte)(Interlaced ? 1 : 0);
        WriteChunk(file, "IHDR", header);
        return file;
    }

    private static void WriteChunk(Stream file, string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    private byte[] Scanlines(Func<int, int, int, int> sample)
    {
        using var lines = new MemoryStream();
        for (int pass = 0; pass < (Interlaced ? 7 : 1); pass++)
        {
            int[] xs = Every(Interlaced ? PassX[pass] : 0, Interlaced ? StepX[pass] : 1, width);
            int[] ys = Every(Interlaced ? PassY[pass] : 0, Interlaced ? StepY[pass] : 1, height);
            foreach (int y in xs.Length == 0 ? [] : ys)
            {
                lines.WriteByte(0);
                lines.Write(Line(xs, y, sample));
            }
        }

        return lines.ToArray();
    }

    private byte[] Line(int[] xs, int y, Func<int, int, int, int> sample)
    {
        int channels = colorType switch { Rgb => 3, GrayAlpha => 2, Rgba => 4, _ => 1 };
        var line = new byte[((xs.Length * channels * bitDepth) + 7) / 8];
        int bit = 0;
        foreach (int x in xs)
        {
            for (int channel = 0; channel < channels; channel++, bit += bitDepth)
            {
                int value = sample(x, y, channel);
                if (bitDepth == 16)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(line.AsSpan(bit / 8), (ushort)value);
                }
                else
                {
                    line[bit / 8] |= (byte)(value << (8 - bitDepth - (bit % 8)));
                }
            }
        }

        return line;
    }

    private static int[] Every(int start, int step, int end) =>
        Enumerable.Range(0, end).Where(i => i >= start && (i - start) % step == 0).ToArray();

    private static byte[] Compress(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(data);
        }

        return packed.ToArray();
    }

    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
