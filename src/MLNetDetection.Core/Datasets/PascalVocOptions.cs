namespace MLNetDetection.Core.Datasets;

/// <summary>How to read a Pascal VOC folder.</summary>
public sealed class PascalVocOptions
{
    /// <summary>
    /// Which part: the name of a file in ImageSets/Main without .txt, or of a folder with images and annotations side by
    /// side. Null, the default, reads all.
    /// </summary>
    public string? Split { get; init; }

    /// <summary>
    /// Class names in the order of class ids; an object of any other class is an error. Null, the default, takes the names
    /// that occur in the whole folder, in any split, sorted by code point, so that all splits agree on the ids.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What the numbers of a bndbox mean; VOC's 1-based inclusive pixels by default.</summary>
    public VocPixels Pixels { get; init; } = VocPixels.OneBasedInclusive;

    /// <summary>What to do about a box without area or outside its image; clipped by default.</summary>
    public BadBoxPolicy BadBoxes { get; init; } = BadBoxPolicy.Clip;

    /// <summary>What to do about a missing image or an unreadable annotation; an error by default.</summary>
    public BadFilePolicy BadFiles { get; init; } = BadFilePolicy.Fail;
}
