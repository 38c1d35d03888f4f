using MLNetDetection;

namespace BatchScoring;

/// <summary>
/// The pictures of a folder, one after the other and each read when it is asked for, so that no more of them are in memory than the model
/// reads ahead. What cannot be used is told and passed over.
/// </summary>
internal sealed class PictureSource(string folder, PictureIds ids, Action<string> report, CancellationToken cancellation)
{
    private static readonly string[] _extensions = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    /// <summary>Paths only: a million of them are some 100 MB.</summary>
    public IReadOnlyList<string> Paths { get; } =
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(path => _extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Files that were passed over so far.</summary>
    public int Skipped { get; private set; }

    /// <summary>Whoever takes a row disposes its image.</summary>
    public IEnumerable<PictureRow> Read()
    {
        Skipped = 0;
        foreach (string path in Paths)
        {
            if (cancellation.IsCancellationRequested)
            {
                yield break;
            }

            if (TryRead(path) is { } row)
            {
                yield return row;
            }
        }
    }

    private PictureRow? TryRead(string path)
    {
        try
        {
            long id = ids.Of(Path.GetRelativePath(folder, path)) ?? throw new InvalidDataException($"{path} is not in the ground truth.");
            return new PictureRow { Id = id, ImagePath = path, Image = DetectionImages.Read(path).ToMLImage() };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Skipped++;
            report($"skipped: {e.Message}");
            return null;
        }
    }
}
