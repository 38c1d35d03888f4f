using MLNetDetection.Core.Metrics.Coco;
using MLNetDetection.Core.Metrics.Voc;

namespace MLNetDetection.Core.Metrics;

/// <summary>Pascal VOC's figures of one class; -1 where the class has no ground truth, which also keeps it out of the mean.</summary>
public sealed class VocClassMetrics
{
    private readonly VocCurve[][] _curves;
    private readonly VocEvaluatorOptions _options;

    internal VocClassMetrics(EvaluationClass item, VocCurve[][] curves, int detections, VocEvaluatorOptions options) =>
        (ClassId, Name, _curves, Detections, _options) = (item.Id, item.Name, curves, detections, options);

    /// <summary>As it was added.</summary>
    public int ClassId { get; }

    /// <summary>For people.</summary>
    public string Name { get; }

    /// <summary>Average precision at the first IoU threshold in the first scale range.</summary>
    public double Ap => _curves[0][0].Ap;

    /// <summary>Recall of all detections, there too.</summary>
    public double Recall => _curves[0][0].Recall;

    /// <summary>Objects that count in the first scale range; difficult ones and crowds do not.</summary>
    public int GroundTruth => _curves[0][0].Positives;

    /// <summary>Detections of the class.</summary>
    public int Detections { get; }

    /// <summary>Average precision at an IoU threshold.</summary>
    /// <param name="iouThreshold">One of the evaluator's.</param>
    /// <param name="scale">Index of the scale range; 0 where there are none.</param>
    /// <exception cref="ArgumentException">The threshold or the range is none of the evaluator's.</exception>
    public double ApAt(double iouThreshold, int scale = 0) => At(iouThreshold, scale).Ap;

    /// <summary>Recall of all detections at an IoU threshold.</summary>
    /// <param name="iouThreshold">One of the evaluator's.</param>
    /// <param name="scale">Index of the scale range; 0 where there are none.</param>
    /// <exception cref="ArgumentException">The threshold or the range is none of the evaluator's.</exception>
    public double RecallAt(double iouThreshold, int scale = 0) => At(iouThreshold, scale).Recall;

    /// <summary>
    /// The precision-recall curve: for the first object found, the second and so on, the best precision there or at more
    /// recall; of n objects, the k-th found is a recall of k / n. Empty where nothing is found.
    /// </summary>
    /// <param name="iouThreshold">One of the evaluator's.</param>
    /// <param name="scale">Index of the scale range; 0 where there are none.</param>
    /// <exception cref="ArgumentException">The threshold or the range is none of the evaluator's.</exception>
    public IReadOnlyList<double> PrecisionAt(double iouThreshold, int scale = 0) => At(iouThreshold, scale).Precisions;

    private VocCurve At(double iouThreshold, int scale)
    {
        int index = CocoFigures.IndexOf(_options.IouThresholds, iouThreshold);
        if (index < 0 || scale < 0 || scale >= _curves.Length)
        {
            throw new ArgumentException(
                $"IoU {iouThreshold} at scale {scale} was not measured; IoU {string.Join(", ", _options.IouThresholds)} at "
                + $"{_curves.Length} scale(s) were.");
        }

        return _curves[scale][index];
    }
}
