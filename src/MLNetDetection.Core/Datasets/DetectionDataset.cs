namespace MLNetDetection.Core.Datasets;

/// <summary>Annotated image files as a reader found them.</summary>
/// <param name="Folder">Where they were found.</param>
/// <param name="ClassNames">In the order of class ids.</param>
/// <param name="Images">In the order of the split file, or by name.</param>
/// <param name="Findings">What was left out or changed, by the reader's options.</param>
public sealed record DetectionDataset(
    string Folder, IReadOnlyList<string> ClassNames, IReadOnlyList<AnnotatedImage> Images, IReadOnlyList<DatasetFinding> Findings)
{
    /// <summary>Objects in all images.</summary>
    public int ObjectCount => Images.Sum(image => image.Objects.Count);

    /// <summary>How many findings are of the given kind.</summary>
    public int Count(DatasetFindingKind kind) => Findings.Count(finding => finding.Kind == kind);
}
