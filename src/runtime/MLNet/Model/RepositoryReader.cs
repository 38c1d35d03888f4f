using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>
/// Reads a repository. The .zip may come from anywhere: names that lead elsewhere, sizes out of proportion and contents that
/// do not match their checksum are refused, and no entry's name becomes a file's name.
/// </summary>
internal sealed class RepositoryReader : Repository
{
    // A model may hold a table of zeros, so small archives may grow much; a large one not by more than this factor.
    private const long AlwaysAllowedBytes = 1L << 30;
    private const long LargestGrowth = 100;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<Stream> _open = [];
    private long _budget;

    private RepositoryReader(ZipArchive archive, long budget, string? tempFolder)
        : base(tempFolder)
    {
        _archive = archive;
        _budget = budget;
    }

    public static RepositoryReader Open(Stream stream, string? tempFolder = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long budget = Math.Max(AlwaysAllowedBytes, stream.CanSeek ? stream.Length * LargestGrowth : 0);
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var reader = new RepositoryReader(archive, budget, tempFolder);
            reader.AddEntries();
            archive = null;
            return reader;
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("Failed to open a zip archive", e);
        }
        finally
        {
            archive?.Dispose();
        }
    }

    /// <summary>The entry of this name at its beginning, or null where there is none.</summary>
    public Entry? OpenEntryOrNull(string? dir, string name)
    {
        string path = EntryName(dir, name);
        if (!_entries.TryGetValue(path, out ZipArchiveEntry? entry))
        {
            return null;
        }

        var content = NewContent();
        _open.Add(content);
        try
        {
            Extract(entry, content);
        }
        catch (InvalidDataException e)
        {
            throw new FormatException($"The entry '{path}' of the model file is damaged.", e);
        }

        content.Position = 0;
        return new Entry(content, closed =>
        {
            _open.Remove(closed);
            closed.Dispose();
        });
    }

    public override void Dispose()
    {
        foreach (Stream stream in _open)
        {
            stream.Dispose();
        }

        _open.Clear();
        _archive.Dispose();
    }

    private void AddEntries()
    {
        foreach (ZipArchiveEntry entry in _archive.Entries)
        {
            // ML.NET on Windows separates by backslashes.
            string path = entry.FullName.Replace('\\', '/');
            if (!IsSafe(path))
            {
                throw new FormatException($"The model file has an entry '{entry.FullName}', which leads out of it.");
            }

            if (!_entries.TryAdd(path, entry))
            {
                throw new FormatException($"The model file has two entries '{path}'.");
            }
        }
    }

    private void Extract(ZipArchiveEntry entry, Stream content)
    {
        using Stream source = entry.Open();
        var buffer = new byte[MemoryLimit / 8];
        var crc = default(Crc32);
        int read;
        while ((read = source.Read(buffer, 0, buffer.Length)) > 0)
        {
            _budget -= read;
            if (_budget < 0 || content.Position + read > entry.Length)
            {
                throw new FormatException(
                    $"The entry '{entry.FullName}' of the model file is larger than it says or than is allowed.");
            }

            crc.Append(buffer.AsSpan(0, read));
            content.Write(buffer, 0, read);
        }

        if (content.Length != entry.Length || crc.Value != entry.Crc32)
        {
            throw new FormatException($"The entry '{entry.FullName}' of the model file is damaged: its checksum is wrong.");
        }
    }
}
