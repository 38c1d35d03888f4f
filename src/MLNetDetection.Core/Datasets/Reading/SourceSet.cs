namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>What a reader found, before classes get ids and boxes are judged.</summary>
internal sealed class SourceSet
{
    public required string Folder { get; init; }

    public required AnnotationFormat Format { get; init; }

    public string Recognition { get; set; } = "";

    /// <summary>The list that the set brings; null where it brings none.</summary>
    public IReadOnlyList<string>? ClassNames { get; set; }

    public List<SourceImage> Images { get; init; } = [];

    /// <summary>Names that occur in parts that were not asked for, so that every part agrees on the ids.</summary>
    public HashSet<string> FurtherClasses { get; } = new(StringComparer.Ordinal);

    /// <summary>Files and records that were left out.</summary>
    public List<DatasetFinding> Faults { get; init; } = [];
}
