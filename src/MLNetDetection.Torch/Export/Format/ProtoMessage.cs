using System.Buffers.Binary;
using System.Text;

namespace MLNetDetection.Torch.Export.Format;

/// <summary>
/// A protobuf message to be written: fields in the order of the calls. Large values are asked for only when their turn comes, so that a
/// network's weights are never in memory all at once.
/// </summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly List<(byte[] Head, ProtoMessage? Inner, Func<byte[]>? Data)> _parts = [];

    /// <summary>Bytes of the message, without a length before it.</summary>
    public long Size { get; private set; }

    public ProtoMessage Number(int field, long value) => Add([.. Tag(field, Varint), .. Encode((ulong)value)]);

    public ProtoMessage Numbers(int field, IEnumerable<long> values)
    {
        foreach (long value in values)
        {
            Number(field, value);
        }

        return this;
    }

    public ProtoMessage Single(int field, float value)
    {
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Add([.. Tag(field, Fixed32), .. bytes]);
    }

    public ProtoMessage Double(int field, double value)
    {
        byte[] bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return Add([.. Tag(field, Fixed64), .. bytes]);
    }

    public ProtoMessage Text(int field, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return Add([.. Tag(field, Delimited), .. Encode((ulong)bytes.Length), .. bytes]);
    }

    public ProtoMessage Message(int field, ProtoMessage inner)
    {
        Add([.. Tag(field, Delimited), .. Encode((ulong)inner.Size)], inner);
        Size += inner.Size;
        return this;
    }

    public ProtoMessage Messages(int field, IEnumerable<ProtoMessage> inner)
    {
        foreach (ProtoMessage message in inner)
        {
            Message(field, message);
        }

        return this;
    }

    /// <summary>Bytes that are made when they are written; they must be as many as said.</summary>
    public ProtoMessage Bytes(int field, long count, Func<byte[]> data)
    {
        Add([.. Tag(field, Delimited), .. Encode((ulong)count)], null, data);
        Size += count;
        return this;
    }

    public void WriteTo(Stream stream)
    {
        foreach ((byte[] head, ProtoMessage? inner, Func<byte[]>? data) in _parts)
        {
            stream.Write(head);
            inner?.WriteTo(stream);
            if (data is not null)
            {
                stream.Write(data());
            }
        }
    }

    private ProtoMessage Add(byte[] head, ProtoMessage? inner = null, Func<byte[]>? data = null)
    {
        _parts.Add((head, inner, data));
        Size += head.Length;
        return this;
    }

    private static byte[] Tag(int field, int wireType) => Encode(((ulong)field << 3) | (uint)wireType);

    // Seven bits at a time, lowest first; the eighth says that more follow.
    private static byte[] Encode(ulong value)
    {
        var bytes = new List<byte>(2);
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
