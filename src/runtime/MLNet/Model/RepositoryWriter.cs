using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>
/// Writes a repository. Several entries may be open at once while a .zip takes one after the other, so each is written to
/// memory or to a temporary file, and into the .zip when it is closed.
/// </summary>
internal sealed class RepositoryWriter : Repository
{
    // The release of ML.NET whose layout this is.
    private const string ProductVersion = "5.0.0";

    private readonly ZipArchive _archive;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Stream> _open = [];
    private bool _disposed;

    private RepositoryWriter(Stream stream, string? tempFolder)
        : base(tempFolder) => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    public static RepositoryWriter CreateNew(Stream stream, string? tempFolder = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var writer = new RepositoryWriter(stream, tempFolder);
        using Entry entry = writer.CreateEntry("TrainingInfo", "Version.txt");
        using var text = new StreamWriter(entry.Stream, leaveOpen: true);
        text.WriteLine(ProductVersion);
        return writer;
    }

    /// <summary>A new entry of this name; its directory null for the root.</summary>
    public Entry CreateEntry(string? dir, string name)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        string path = EntryName(dir, name);
        if (!_names.Add(path))
        {
            throw new ArgumentException($"Duplicate entry: '{path}'", nameof(name));
        }

        var stream = NewContent();
        _open.Add(stream);
        return new Entry(stream, closed => Store(path, closed));
    }

    /// <summary>Completes the .zip. Without it, what was written is no valid archive.</summary>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _archive.Dispose();
        Dispose();
    }

    public override void Dispose()
    {
        // The archive itself is left alone: closing it would make a half-written model look whole.
        _disposed = true;
        foreach (Stream stream in _open)
        {
            stream.Dispose();
        }

        _open.Clear();
    }

    private void Store(string path, Stream content)
    {
        if (!_open.Remove(content) || _disposed)
        {
            return;
        }

        using (content)
        {
            using Stream target = _archive.CreateEntry(path, LevelFor(content)).Open();
            content.Position = 0;
            content.CopyTo(target, MemoryLimit);
        }
    }

    // Weights hardly shrink, and the quick method even makes them longer: a sample from the middle decides.
    private static CompressionLevel LevelFor(Stream content)
    {
        if (content.Length <= MemoryLimit)
        {
            return CompressionLevel.Optimal;
        }

        var sample = new byte[MemoryLimit / 4];
        content.Position = (content.Length - sample.Length) / 2;
        content.ReadExactly(sample);
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(sample);
        }

        return packed.Length < sample.Length * 0.9 ? CompressionLevel.Fastest : CompressionLevel.NoCompression;
    }
}
