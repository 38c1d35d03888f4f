namespace Microsoft.ML;

/// <summary>A seekable stream in memory, moved to a temporary file once it grows beyond a limit; the file goes with it.</summary>
internal sealed class SpillStream(int memoryLimit, string folder) : Stream
{
    private const int FileBuffer = 1 << 17;

    private Stream _inner = new MemoryStream();
    private bool _inFile;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _inner.Position;
        set => _inner.Position = value;
    }

    public override void Flush() => _inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => _inner.Read(buffer);

    public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

    public override void SetLength(long value)
    {
        SpillIfBeyond(value);
        _inner.SetLength(value);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        SpillIfBeyond(_inner.Position + buffer.Length);
        _inner.Write(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void SpillIfBeyond(long length)
    {
        if (_inFile || length <= memoryLimit)
        {
            return;
        }

        string path = Path.Combine(folder, "mlnetdetection_" + Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileBuffer,
            FileOptions.DeleteOnClose);
        long position = _inner.Position;
        _inner.Position = 0;
        _inner.CopyTo(file);
        _inner.Dispose();
        file.Position = position;
        _inner = file;
        _inFile = true;
    }
}
