using MLNetDetection.Core.Metrics.Coco;

namespace MLNetDetection.Core.Metrics;

/// <summary>COCO's figures of one class; -1 where the class has no ground truth, which also keeps it out of the means.</summary>
public sealed class CocoClassMetrics
{
    private readonly CocoClassCurves _curves;
    private readonly CocoEvaluatorOptions _options;
    private readonly CocoFigures _figures;

    internal CocoClassMetrics(CocoClassCurves curves, CocoEvaluatorOptions options, CocoFigures figures) =>
        (_curves, _options, _figures) = (curves, options, figures);

    /// <summary>As it was added; -1 for all boxes as one class.</summary>
    public int ClassId => _curves.Class.Id;

    /// <summary>For people.</summary>
    public string Name => _curves.Class.Name;

    /// <summary>Average precision over all IoU thresholds.</summary>
    public double Ap => _figures.Ap;

    /// <summary>Average precision at IoU 0.50; -1 where that is no threshold.</summary>
    public double Ap50 => _figures.Ap50;

    /// <summary>Average precision at IoU 0.75; -1 where that is no threshold.</summary>
    public double Ap75 => _figures.Ap75;

    /// <summary>Average recall over all IoU thresholds, with the most detections.</summary>
    public double Ar => _figures.ArByMaximum[^1];

    /// <summary>AP in each area range, in their order.</summary>
    public IReadOnlyList<double> ApByArea => _figures.ApByArea;

    /// <summary>Average recall in each area range, with the most detections.</summary>
    public IReadOnlyList<double> ArByArea => _figures.ArByArea;

    /// <summary>Average recall with each maximum of detections.</summary>
    public IReadOnlyList<double> ArByMaximumDetections => _figures.ArByMaximum;

    /// <summary>Objects that count in the first area range; crowds and difficult ones do not.</summary>
    public int GroundTruth => _curves.Positives;

    /// <summary>Detections, before any limit.</summary>
    public int Detections => _curves.Detections;

    /// <summary>
    /// The precision-recall curve at one IoU threshold: 101 interpolated precisions at recall 0, 0.01, ... 1. Empty where there
    /// is no ground truth.
    /// </summary>
    /// <param name="iouThreshold">One of the evaluator's.</param>
    /// <param name="area">Index of the area range.</param>
    /// <exception cref="ArgumentException">The threshold or the range is none of the evaluator's.</exception>
    public IReadOnlyList<double> PrecisionAt(double iouThreshold, int area = 0) => Curve(iouThreshold, area, curves => curves.Precision);

    /// <summary>The scores at which the recalls of <see cref="PrecisionAt"/> are reached; 0 beyond the last.</summary>
    /// <param name="iouThreshold">One of the evaluator's.</param>
    /// <param name="area">Index of the area range.</param>
    /// <exception cref="ArgumentException">The threshold or the range is none of the evaluator's.</exception>
    public IReadOnlyList<double> ScoresAt(double iouThreshold, int area = 0) => Curve(iouThreshold, area, curves => curves.Scores);

    /// <summary>Recall at one IoU threshold with each maximum of detections. Empty where there is no ground truth.</summary>
    /// <param name="iouThreshold">One of the evaluator's.</param>
    /// <param name="area">Index of the area range.</param>
    /// <exception cref="ArgumentException">The threshold or the range is none of the evaluator's.</exception>
    public IReadOnlyList<double> RecallAt(double iouThreshold, int area = 0)
    {
        int threshold = Threshold(iouThreshold);
        return Area(area) is { } curves ? [.. curves.Recall.Select(byThreshold => byThreshold[threshold])] : [];
    }

    private double[] Curve(double iouThreshold, int area, Func<CocoCurves, double[][]> choose)
    {
        int threshold = Threshold(iouThreshold);
        return Area(area) is { } curves ? choose(curves)[threshold] : [];
    }

    private CocoCurves? Area(int area) => area >= 0 && area < _curves.Areas.Length
        ? _curves.Areas[area]
        : throw new ArgumentException($"{area} is none of the {_curves.Areas.Length} area ranges.", nameof(area));

    private int Threshold(double iouThreshold)
    {
        int index = CocoFigures.IndexOf(_options.IouThresholds, iouThreshold);
        return index >= 0 ? index : throw new ArgumentException(
            $"{iouThreshold} is none of the IoU thresholds {string.Join(", ", _options.IouThresholds)}.", nameof(iouThreshold));
    }
}
