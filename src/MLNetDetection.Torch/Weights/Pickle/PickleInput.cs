using System.Buffers.Binary;
using System.Text;

namespace MLNetDetection.Torch.Weights.Pickle;

/// <summary>Bytes of a pickle. No length is believed beyond the bytes that are left.</summary>
internal sealed class PickleInput(Stream stream, long length)
{
    private const int LongestLine = 4096;

    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    public int Byte()
    {
        Require(1);
        int value = stream.ReadByte();
        Position++;
        return value >= 0 ? value : throw CutOff();
    }

    public byte[] Bytes(long count)
    {
        Require(count);
        byte[] bytes = new byte[count];
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException)
        {
            throw CutOff();
        }

        Position += count;
        return bytes;
    }

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public long Length64()
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));
        return value <= long.MaxValue ? (long)value : throw CutOff();
    }

    public double Real() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));

    public string Text(long count) => Encoding.UTF8.GetString(Bytes(count));

    public string Line()
    {
        var bytes = new List<byte>();
        for (int value = Byte(); value != '\n'; value = Byte())
        {
            bytes.Add((byte)value);
            if (bytes.Count > LongestLine)
            {
                throw new InvalidDataException("The pickle has a name of more than 4096 bytes.");
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private void Require(long count)
    {
        if (count < 0 || count > length - Position || count > Array.MaxLength)
        {
            throw CutOff();
        }
    }

    private static InvalidDataException CutOff() => new("The pickle is cut off, or states a length beyond its end.");
}
