namespace MLNetDetection.Core.Datasets;

/// <summary>What a COCO ground truth or result file holds about boxes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Images">Empty in a result file.</param>
/// <param name="Categories">Empty in a result file.</param>
/// <param name="Boxes">Annotations, or detections.</param>
public sealed record CocoFile(
    string Path, IReadOnlyList<CocoImage> Images, IReadOnlyList<CocoCategory> Categories, IReadOnlyList<CocoBox> Boxes);
