using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Training;

/// <summary>
/// Decoded pictures in any order, from any thread: in memory up to a budget, the rest in one temporary file that is gone
/// when the store is. An IDataView can only be read from its start, and decoding a JPEG costs more than reading it back.
/// </summary>
internal sealed class PixelStore : IDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly string _temporaryFolder;
    private long _memoryLeft;
    private FileStream? _file;

    public PixelStore(long memoryBytes, string? temporaryFolder)
    {
        _memoryLeft = memoryBytes;
        _temporaryFolder = string.IsNullOrEmpty(temporaryFolder) ? Path.GetTempPath() : temporaryFolder;
    }

    public int Count => _entries.Count;

    /// <summary>Bytes that did not fit the budget and lie in the file.</summary>
    public long SpilledBytes => _file?.Length ?? 0;

    public void Add(PixelImage image)
    {
        if (image.Rgb.Length <= _memoryLeft)
        {
            _memoryLeft -= image.Rgb.Length;
            _entries.Add(new Entry(image.Width, image.Height, image, 0));
            return;
        }

        _file ??= new FileStream(Path.Combine(_temporaryFolder, $"mlnetdetection-{Guid.NewGuid():N}.pixels"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
        });
        long offset = _file.Length;
        RandomAccess.Write(_file.SafeFileHandle, image.Rgb, offset);
        _entries.Add(new Entry(image.Width, image.Height, null, offset));
    }

    public PixelImage Read(int index)
    {
        Entry entry = _entries[index];
        if (entry.Image is not null)
        {
            return entry.Image;
        }

        var image = new PixelImage(entry.Width, entry.Height);
        int read = 0;
        while (read < image.Rgb.Length)
        {
            int count = RandomAccess.Read(_file!.SafeFileHandle, image.Rgb.AsSpan(read), entry.Offset + read);
            read += count > 0 ? count : throw new EndOfStreamException($"The temporary file {_file.Name} was cut short while training read it.");
        }

        return image;
    }

    public void Dispose() => _file?.Dispose();

    private readonly record struct Entry(int Width, int Height, PixelImage? Image, long Offset);
}
