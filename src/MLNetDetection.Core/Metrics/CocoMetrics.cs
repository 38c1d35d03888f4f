using MLNetDetection.Core.Metrics.Coco;

namespace MLNetDetection.Core.Metrics;

/// <summary>
/// COCO's figures over all classes that have ground truth, equal to pycocotools. All are in [0, 1], or -1 where nothing
/// defines them: no ground truth at all, none of that size, or no such threshold, range or maximum.
/// </summary>
public sealed class CocoMetrics
{
    private readonly CocoFigures _figures;

    internal CocoMetrics(CocoFigures figures, CocoEvaluatorOptions options, IReadOnlyList<CocoClassMetrics> classes) =>
        (_figures, Options, Classes) = (figures, options, classes);

    /// <summary>Average precision over the IoU thresholds (0.50 to 0.95) and 101 recalls; COCO's "AP".</summary>
    public double Ap => _figures.Ap;

    /// <summary>Average precision at IoU 0.50; the "mAP" of Pascal VOC, but for its interpolation.</summary>
    public double Ap50 => _figures.Ap50;

    /// <summary>Average precision at IoU 0.75.</summary>
    public double Ap75 => _figures.Ap75;

    /// <summary>AP of objects in the range named small, by default up to 32 x 32 pixels.</summary>
    public double ApSmall => Of("small", _figures.ApByArea);

    /// <summary>AP of objects in the range named medium, by default from 32 x 32 to 96 x 96 pixels.</summary>
    public double ApMedium => Of("medium", _figures.ApByArea);

    /// <summary>AP of objects in the range named large, by default from 96 x 96 pixels.</summary>
    public double ApLarge => Of("large", _figures.ApByArea);

    /// <summary>Average recall with the first of the maximum detections, by default 1 per image and class.</summary>
    public double Ar1 => _figures.ArByMaximum[0];

    /// <summary>Average recall with the second of the maximum detections, by default 10; -1 where there are fewer than three.</summary>
    public double Ar10 => _figures.ArByMaximum.Length > 2 ? _figures.ArByMaximum[1] : -1;

    /// <summary>Average recall with the last of the maximum detections, by default 100.</summary>
    public double Ar100 => _figures.ArByMaximum[^1];

    /// <summary>Average recall of objects in the range named small.</summary>
    public double ArSmall => Of("small", _figures.ArByArea);

    /// <summary>Average recall of objects in the range named medium.</summary>
    public double ArMedium => Of("medium", _figures.ArByArea);

    /// <summary>Average recall of objects in the range named large.</summary>
    public double ArLarge => Of("large", _figures.ArByArea);

    /// <summary>AP in each area range, in their order.</summary>
    public IReadOnlyList<double> ApByArea => _figures.ApByArea;

    /// <summary>Average recall in each area range, with the most detections.</summary>
    public IReadOnlyList<double> ArByArea => _figures.ArByArea;

    /// <summary>Average recall with each maximum of detections.</summary>
    public IReadOnlyList<double> ArByMaximumDetections => _figures.ArByMaximum;

    /// <summary>Thresholds, area ranges and limits that the figures belong to.</summary>
    public CocoEvaluatorOptions Options { get; }

    /// <summary>Images of the set.</summary>
    public int Images { get; internal init; }

    /// <summary>How long matching detections with objects took; pycocotools' evaluate.</summary>
    public TimeSpan EvaluateTime { get; internal set; }

    /// <summary>How long making curves and figures of the matches took; pycocotools' accumulate and summarize.</summary>
    public TimeSpan AccumulateTime { get; internal set; }

    /// <summary>Each class that was listed, annotated or detected, by class id.</summary>
    public IReadOnlyList<CocoClassMetrics> Classes { get; }

    /// <summary>
    /// The figures in COCO's order and under its names: AP AP50 AP75 APs APm APl AR1 AR10 AR100 ARs ARm ARl. The names of AR
    /// hold the maximum of detections, so that there are as many of them as maxima.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures =>
    [
        new("AP", Ap), new("AP50", Ap50), new("AP75", Ap75), new("APs", ApSmall), new("APm", ApMedium), new("APl", ApLarge),
        .. Options.MaximumDetections.Zip(_figures.ArByMaximum, (maximum, ar) => new KeyValuePair<string, double>($"AR{maximum}", ar)),
        new("ARs", ArSmall), new("ARm", ArMedium), new("ARl", ArLarge),
    ];

    private double Of(string range, double[] figures)
    {
        for (int i = 0; i < figures.Length; i++)
        {
            if (Options.AreaRanges[i].Name == range)
            {
                return figures[i];
            }
        }

        return -1;
    }
}
