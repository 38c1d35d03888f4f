using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Cli.Evaluation;

/// <summary>Where ground truth and detections come from.</summary>
internal interface IEvaluationSource
{
    /// <summary>What the report calls it.</summary>
    string Subtitle { get; }

    /// <summary>Name and value, for the report.</summary>
    IReadOnlyList<KeyValuePair<string, string?>> Facts { get; }

    EvaluationSet Read(TextWriter errors, CancellationToken cancellation);

    /// <summary>A picture's file, or null where it cannot be shown.</summary>
    Func<EvaluationImage, byte[]?>? PictureOf { get; }
}
