namespace MLNetDetection.Core.Metrics;

/// <summary>COCO's figures of one class; -1 where the class has no ground truth, which also keeps it out of the means.</summary>
public sealed class CocoClassMetrics
{
    private readonly double[][] _precision;
    private readonly IReadOnlyList<double> _thresholds;

    internal CocoClassMetrics(int classId, double[][] precision, IReadOnlyList<double> thresholds)
    {
        ClassId = classId;
        _precision = precision;
        _thresholds = thresholds;
    }

    /// <summary>As it was added.</summary>
    public int ClassId { get; }

    /// <summary>Average precision over all IoU thresholds.</summary>
    public double Ap { get; internal init; }

    /// <summary>Average precision at IoU 0.50.</summary>
    public double Ap50 { get; internal init; }

    /// <summary>Average precision at IoU 0.75.</summary>
    public double Ap75 { get; internal init; }

    /// <summary>Average recall over all IoU thresholds, with the most detections.</summary>
    public double Ar { get; internal init; }

    /// <summary>Objects annotated; crowds and ignored ones not counted.</summary>
    public int GroundTruth { get; internal init; }

    /// <summary>Detections added.</summary>
    public int Detections { get; internal init; }

    /// <summary>
    /// The precision-recall curve at one IoU threshold: 101 interpolated precisions at recall 0, 0.01, ... 1. Empty where the
    /// class has no ground truth.
    /// </summary>
    /// <exception cref="ArgumentException">The threshold is not one of the evaluator's.</exception>
    public IReadOnlyList<double> PrecisionAt(double iouThreshold)
    {
        for (int i = 0; i < _thresholds.Count; i++)
        {
            // Thresholds differ from their decimal notation by a few roundings.
            if (Math.Abs(_thresholds[i] - iouThreshold) < 1e-9)
            {
                return _precision.Length == 0 ? [] : _precision[i];
            }
        }

        throw new ArgumentException($"{iouThreshold} is none of the IoU thresholds {string.Join(", ", _thresholds)}.", nameof(iouThreshold));
    }
}
