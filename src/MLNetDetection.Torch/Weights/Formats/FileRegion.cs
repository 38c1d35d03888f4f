namespace MLNetDetection.Torch.Weights.Formats;

/// <summary>Streams over a part of a file, which stays open.</summary>
internal static class FileRegion
{
    /// <summary>The file itself, at <paramref name="offset"/>, closed by nobody.</summary>
    public static Stream At(FileStream file, long offset)
    {
        file.Position = offset;
        return new Unclosed(file);
    }

    private sealed class Unclosed(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => inner.Read(buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
