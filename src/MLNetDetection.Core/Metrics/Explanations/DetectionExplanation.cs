namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>What to fix next: where precision and recall go, beyond the figures of <see cref="CocoMetrics"/>.</summary>
public sealed class DetectionExplanation
{
    internal DetectionExplanation(ExplanationOptions options) => Options = options;

    /// <summary>Works out the explanation of a set; the same for any number of threads.</summary>
    /// <param name="set">Ground truth and detections of every image.</param>
    /// <param name="options">What to look at; null takes the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The IoU of a match is not over that of background.</exception>
    public static DetectionExplanation Of(EvaluationSet set, ExplanationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new DetectionExplainer(set, options ?? new ExplanationOptions(), cancellation).Explain();
    }

    /// <summary>What was asked for.</summary>
    public ExplanationOptions Options { get; }

    /// <summary>
    /// The score from which detections count in Confusion, BySize, ByAspect and the worst images: the one asked for, or that with
    /// the best mean F1; infinity where no detection found anything.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>The mean F1 at <see cref="Score"/> over the classes that have objects; 0 without objects.</summary>
    public required double MeanF1 { get; init; }

    /// <summary>Precision, recall and F1 by score, of each class that has objects or detections, by class id.</summary>
    public required IReadOnlyList<ScoreCurve> Curves { get; init; }

    /// <summary>What objects were taken for.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>TIDE's six error types and what each costs.</summary>
    public required ErrorBreakdown Errors { get; init; }

    /// <summary>Whether scores are probabilities; null where no detection counts or a score lies outside [0, 1].</summary>
    public required Calibration? Calibration { get; init; }

    /// <summary>The same of each class, by class id; null where undefined.</summary>
    public required IReadOnlyDictionary<int, Calibration?> CalibrationByClass { get; init; }

    /// <summary>By COCO's sizes, from the annotated area: small under 32 x 32 pixels, medium under 96 x 96, large.</summary>
    public required IReadOnlyList<ObjectGroup> BySize { get; init; }

    /// <summary>By TIDE's shapes: tall where width / height is at most 0.75, square up to 1.33, wide.</summary>
    public required IReadOnlyList<ObjectGroup> ByAspect { get; init; }

    /// <summary>The images with the most objects missed, the worst first; none that missed nothing.</summary>
    public required IReadOnlyList<ImageFaults> WorstMisses { get; init; }

    /// <summary>The images with the most false alarms, the worst first; of equal ones that with the surest.</summary>
    public required IReadOnlyList<ImageFaults> WorstFalseAlarms { get; init; }
}
