using System.Buffers.Binary;
using MLNetDetection.Torch.Export.Format;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Torch.Training;

/// <summary>
/// TensorBoard's event file: TFRecords (uint64 length, its masked CRC-32C, the bytes, their masked CRC-32C) of tensorflow.Event messages.
/// Every event is flushed, so that a killed run leaves all it wrote, and a reader skips a last one that is cut off.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const uint MaskDelta = 0xA282EAD8;

    private readonly Stream _stream;
    private readonly TimeProvider _clock;

    /// <summary>Begins a file on an empty stream, which it owns.</summary>
    public EventFile(Stream stream, TimeProvider clock)
    {
        (_stream, _clock) = (stream, clock);
        Write(Event(0).Text(3, "brain.Event:2"));
    }

    /// <summary>Numbers of one step, as one event.</summary>
    public void Scalars(long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        var summary = new ProtoMessage();
        foreach ((string tag, double value) in values)
        {
            summary.Message(1, new ProtoMessage().Text(1, tag).Single(2, (float)value));
        }

        Write(Event(step).Message(5, summary));
    }

    /// <summary>A picture of one step.</summary>
    /// <param name="step">At least 0.</param>
    /// <param name="tag">Pictures of one tag are shown as one with a slider over the steps.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="png">RGB.</param>
    public void Picture(long step, string tag, int width, int height, byte[] png)
    {
        ProtoMessage image = new ProtoMessage().Number(1, height).Number(2, width).Number(3, 3).Bytes(4, png.Length, () => png);
        Write(Event(step).Message(5, new ProtoMessage().Message(1, new ProtoMessage().Text(1, tag).Message(4, image))));
    }

    public void Dispose() => _stream.Dispose();

    // As proto3 has it, a step of 0 is not written.
    private ProtoMessage Event(long step)
    {
        ProtoMessage message = new ProtoMessage().Double(1, (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
        return step == 0 ? message : message.Number(2, step);
    }

    private void Write(ProtoMessage message)
    {
        var content = new MemoryStream();
        message.WriteTo(content);
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)], tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Masked(head[..sizeof(ulong)]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(bytes));
        _stream.Write(head);
        _stream.Write(bytes);
        _stream.Write(tail);
        _stream.Flush();
    }

    // A checksum of bytes that hold checksums themselves is weak, hence TensorFlow's mask.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc32C.Start();
        crc.Append(bytes);
        return uint.RotateRight(crc.Value, 15) + MaskDelta;
    }
}
