namespace MLNetDetection.Torch.Weights;

/// <summary>Passes bytes on, in one direction, and keeps the CRC-32C of what went through. Leaves the other stream open.</summary>
internal sealed class ChecksumStream(Stream inner) : Stream
{
    private Crc32C _crc = Crc32C.Start();

    public uint Checksum => _crc.Value;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException("A checked stream has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A checked stream has no position.");
        set => throw new NotSupportedException("A checked stream has no position.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        _crc.Append(buffer[..read]);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        _crc.Append(buffer);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A checked stream does not seek.");

    public override void SetLength(long value) => throw new NotSupportedException("A checked stream has no length.");
}
