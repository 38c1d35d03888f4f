namespace MLNetDetection.Core.Datasets;

/// <summary>What <see cref="DatasetConverter"/> wrote.</summary>
/// <param name="Format">Of the new files.</param>
/// <param name="Folder">Where they are.</param>
/// <param name="Images">Images written.</param>
/// <param name="Objects">Objects written.</param>
/// <param name="Losses">What the format cannot hold; empty where reading it again gives the same set.</param>
public sealed record ConversionReport(AnnotationFormat Format, string Folder, int Images, int Objects, IReadOnlyList<ConversionLoss> Losses);
