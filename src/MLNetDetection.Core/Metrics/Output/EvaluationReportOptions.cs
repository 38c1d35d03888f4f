namespace MLNetDetection.Core.Metrics.Output;

/// <summary>What an evaluation's page says beside its figures.</summary>
public sealed class EvaluationReportOptions
{
    /// <summary>The heading.</summary>
    public string Title { get; init; } = "Object detection: evaluation";

    /// <summary>A line under it, such as the name of the model; null (the default) for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>
    /// The encoded picture of an image (JPEG, PNG, GIF, BMP or WebP), or null where there is none; asked for the worst images
    /// only. Their width and height must be known.
    /// </summary>
    public Func<EvaluationImage, byte[]?>? PictureOf { get; init; }

    /// <summary>Names and values listed at the end, such as files and times.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Facts { get; init; } = [];
}
