namespace MLNetDetection.Core.Metrics;

/// <summary>
/// COCO's figures over all classes that have ground truth, equal to pycocotools. All are in [0, 1], or -1 where nothing
/// defines them: no ground truth at all, none of that size, or no such threshold.
/// </summary>
public sealed class CocoMetrics
{
    internal CocoMetrics(IReadOnlyList<CocoClassMetrics> classes)
    {
        Classes = classes;
    }

    /// <summary>Average precision over the IoU thresholds (0.50 to 0.95) and 101 recalls; COCO's "AP".</summary>
    public double Ap { get; internal init; }

    /// <summary>Average precision at IoU 0.50; the "mAP" of Pascal VOC, but for its interpolation.</summary>
    public double Ap50 { get; internal init; }

    /// <summary>Average precision at IoU 0.75.</summary>
    public double Ap75 { get; internal init; }

    /// <summary>AP of objects under 32 x 32 pixels.</summary>
    public double ApSmall { get; internal init; }

    /// <summary>AP of objects from 32 x 32 to 96 x 96 pixels.</summary>
    public double ApMedium { get; internal init; }

    /// <summary>AP of objects over 96 x 96 pixels.</summary>
    public double ApLarge { get; internal init; }

    /// <summary>Average recall with the first of the maximum detections, by default 1 per image and class.</summary>
    public double Ar1 { get; internal init; }

    /// <summary>Average recall with the second of the maximum detections, by default 10; -1 where there is none.</summary>
    public double Ar10 { get; internal init; }

    /// <summary>Average recall with the last of the maximum detections, by default 100.</summary>
    public double Ar100 { get; internal init; }

    /// <summary>Average recall of objects under 32 x 32 pixels.</summary>
    public double ArSmall { get; internal init; }

    /// <summary>Average recall of objects from 32 x 32 to 96 x 96 pixels.</summary>
    public double ArMedium { get; internal init; }

    /// <summary>Average recall of objects over 96 x 96 pixels.</summary>
    public double ArLarge { get; internal init; }

    /// <summary>Images added.</summary>
    public int Images { get; internal init; }

    /// <summary>Each class that was annotated or detected, by class id.</summary>
    public IReadOnlyList<CocoClassMetrics> Classes { get; }

    /// <summary>The twelve figures in COCO's order and under its names.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures =>
    [
        new("AP", Ap), new("AP50", Ap50), new("AP75", Ap75), new("APs", ApSmall), new("APm", ApMedium), new("APl", ApLarge),
        new("AR1", Ar1), new("AR10", Ar10), new("AR100", Ar100), new("ARs", ArSmall), new("ARm", ArMedium), new("ARl", ArLarge),
    ];
}
