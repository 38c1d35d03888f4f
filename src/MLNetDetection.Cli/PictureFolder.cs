using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Cli;

/// <summary>Reads the pictures that an annotation file names, from one folder and from nowhere else.</summary>
internal sealed class PictureFolder(string folder)
{
    // A report with two dozen larger ones would be too heavy to open.
    private const long LargestFile = 3 << 20;

    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;

    /// <summary>The file's bytes, or null where it is not in the folder, cannot be read or is too large.</summary>
    public byte[]? Read(EvaluationImage image)
    {
        try
        {
            // A name may hold "..": what leads out of the folder is not read.
            FileInfo file = new(Path.GetFullPath(Path.Combine(_folder, image.Name)));
            return file.FullName.StartsWith(_folder, StringComparison.Ordinal) && file.Exists && file.Length <= LargestFile
                ? File.ReadAllBytes(file.FullName)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
