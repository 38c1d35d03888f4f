using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>An image on its way into another format.</summary>
/// <param name="Source">As read.</param>
/// <param name="Name">The new file name, its stem unlike every other.</param>
internal sealed record WrittenImage(AnnotatedImage Source, string Name)
{
    private (int Width, int Height)? _size;

    public string? Split => Source.Split;

    public string Stem => Path.GetFileNameWithoutExtension(Name);

    /// <summary>As annotated, else as the file says.</summary>
    public (int Width, int Height) Size => _size ??= Source is { Width: > 0, Height: > 0 } ? (Source.Width, Source.Height) : FromFile();

    private (int Width, int Height) FromFile()
    {
        ImageFileInfo info = ImageFileInfo.Read(Source.Path);
        return (info.UprightWidth, info.UprightHeight);
    }
}
