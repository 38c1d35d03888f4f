using MLNetDetection.Core.Datasets.Reading;

namespace MLNetDetection.Core.Datasets;

/// <summary>Annotated image files as a reader found them.</summary>
/// <param name="Folder">Where they were found.</param>
/// <param name="ClassNames">In the order of class ids.</param>
/// <param name="Images">In the order of the split file, or by name.</param>
/// <param name="Findings">What was left out or changed, by the reader's options.</param>
public sealed record DetectionDataset(
    string Folder, IReadOnlyList<string> ClassNames, IReadOnlyList<AnnotatedImage> Images, IReadOnlyList<DatasetFinding> Findings)
{
    /// <summary>The format that was read; null for a set that was composed in memory.</summary>
    public AnnotationFormat? Format { get; init; }

    /// <summary>Which format was taken and why, for people; empty for a set that was composed in memory.</summary>
    public string Recognition { get; init; } = "";

    /// <summary>Objects in all images.</summary>
    public int ObjectCount => Images.Sum(image => image.Objects.Count);

    /// <summary>The names of the parts, in order of appearance; empty where no image has one.</summary>
    public IReadOnlyList<string> Splits => [.. Images.Select(image => image.Split).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Reads a data set of any known format: a folder, or one annotation file. Images are found and not opened, but for YOLO, whose
    /// numbers need their sizes. Nothing outside the folder (and <see cref="DatasetOptions.ImageFolder"/>) is read.
    /// </summary>
    /// <param name="path">The set's folder, or its annotation file.</param>
    /// <param name="options">Format, split, classes, policies and limits; null takes the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">
    /// No format fits, or more than one (the message says what was looked for), or the data are faulty and the options say to fail
    /// (it names file, line and object).
    /// </exception>
    public static DetectionDataset Open(string path, DatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new DatasetOptions();
        options.Check();
        SourceSet source = DatasetSource.Read(path, options);
        return DatasetAssembler.Assemble(source, options);
    }

    /// <summary>The set's images of one part.</summary>
    /// <exception cref="ArgumentException">No image is of that part.</exception>
    public DetectionDataset OfSplit(string split)
    {
        ArgumentNullException.ThrowIfNull(split);
        AnnotatedImage[] images = [.. Images.Where(image => image.Split == split)];
        return images.Length > 0
            ? this with { Images = images }
            : throw new ArgumentException($"No image is of the part \"{split}\"; the set has {(Splits.Count > 0 ? string.Join(", ", Splits) : "none")}.", nameof(split));
    }

    /// <summary>How many findings are of the given kind.</summary>
    public int Count(DatasetFindingKind kind) => Findings.Count(finding => finding.Kind == kind);
}
