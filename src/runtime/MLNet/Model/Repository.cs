namespace Microsoft.ML;

/// <summary>A tree of named streams kept in a .zip; what its writer and reader share.</summary>
internal abstract class Repository(string? tempFolder) : IDisposable
{
    /// <summary>Parts up to this size stay in memory; larger ones go through a temporary file.</summary>
    protected const int MemoryLimit = 1 << 20;

    private readonly string _tempFolder = string.IsNullOrEmpty(tempFolder) ? Path.GetTempPath() : tempFolder;

    public abstract void Dispose();

    protected SpillStream NewContent() => new(MemoryLimit, _tempFolder);

    /// <summary>The name of an entry: directory and name with forward slashes and nothing that leads elsewhere.</summary>
    protected static string EntryName(string? dir, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string path = Path.Join(dir, name).Replace('\\', '/');
        return IsSafe(path) ? path : throw new ArgumentException($"'{path}' is not a plain relative path.", nameof(name));
    }

    /// <summary>Whether a path with forward slashes stays below its root on any system.</summary>
    protected static bool IsSafe(string path) =>
        path.Length > 0 && path[0] != '/' && !path.Contains(':') && !path.Contains('\0')
        && !path.Split('/').Any(part => part is "." or "..");

    /// <summary>An open stream of the repository.</summary>
    public sealed class Entry(Stream stream, Action<Stream>? closing) : IDisposable
    {
        private Action<Stream>? _closing = closing;

        /// <summary>A seekable stream: memory, or a temporary file.</summary>
        public Stream Stream { get; } = stream;

        public void Dispose()
        {
            // A writer takes the stream over and stores it; without one it ends here.
            Action<Stream> close = Interlocked.Exchange(ref _closing, _ => { }) ?? (s => s.Dispose());
            close(Stream);
        }
    }
}
