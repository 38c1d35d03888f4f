namespace MLNetDetection.Core.Metrics;

/// <summary>Pascal VOC's figures; a mean over no class with ground truth is -1.</summary>
public sealed class VocMetrics
{
    internal VocMetrics(IReadOnlyList<VocClassMetrics> classes, VocEvaluatorOptions options, int images) =>
        (Classes, Options, Images) = (classes, options, images);

    /// <summary>Mean average precision ("mAP") at the first IoU threshold in the first scale range.</summary>
    public double MeanAp => MeanApAt(Options.IouThresholds[0]);

    /// <summary>Each class that was listed, annotated or detected, by class id.</summary>
    public IReadOnlyList<VocClassMetrics> Classes { get; }

    /// <summary>Thresholds, scale ranges and interpolation that the figures belong to.</summary>
    public VocEvaluatorOptions Options { get; }

    /// <summary>Images of the set.</summary>
    public int Images { get; }

    /// <summary>How long matching detections with objects took.</summary>
    public TimeSpan EvaluateTime { get; internal init; }

    /// <summary>How long making curves and figures of the matches took.</summary>
    public TimeSpan AccumulateTime { get; internal init; }

    /// <summary>Mean average precision at an IoU threshold over the classes that have ground truth of that size.</summary>
    /// <param name="iouThreshold">One of the evaluator's.</param>
    /// <param name="scale">Index of the scale range; 0 where there are none.</param>
    /// <exception cref="ArgumentException">The threshold or the range is none of the evaluator's.</exception>
    public double MeanApAt(double iouThreshold, int scale = 0)
    {
        double[] values = [.. Classes.Select(item => item.ApAt(iouThreshold, scale)).Where(ap => ap >= 0)];
        return values.Length > 0 ? values.Average() : -1;
    }
}
