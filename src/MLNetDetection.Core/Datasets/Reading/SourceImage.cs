namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>One image as an annotation file has it.</summary>
internal sealed class SourceImage
{
    /// <summary>The image file, full path.</summary>
    public required string Path { get; init; }

    /// <summary>Pixels as annotated, or 0.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>The annotation file.</summary>
    public required string File { get; init; }

    /// <summary>1-based line or record of the image in <see cref="File"/>, or 0.</summary>
    public int Line { get; init; }

    public string? Split { get; init; }

    /// <summary>False where the image file is missing; only where images are not looked for, or by an inspection.</summary>
    public bool Exists { get; init; } = true;

    public List<SourceObject> Objects { get; init; } = [];
}
