using MLNetDetection.Core.Metrics;

namespace MLNetDetection;

/// <summary>One class of <see cref="ObjectDetectionMetrics"/>.</summary>
public sealed class ObjectDetectionClassMetrics
{
    internal ObjectDetectionClassMetrics(CocoClassMetrics coco) => Coco = coco;

    /// <summary>The class.</summary>
    public string Name => Coco.Name;

    /// <summary>AP at IoU 0.50 to 0.95; -1 without truth.</summary>
    public double Ap => Coco.Ap;

    /// <summary>AP at IoU 0.50; -1 without truth.</summary>
    public double Ap50 => Coco.Ap50;

    /// <summary>AP at IoU 0.75; -1 without truth.</summary>
    public double Ap75 => Coco.Ap75;

    /// <summary>Objects that count: neither difficult nor crowd.</summary>
    public int GroundTruth => Coco.GroundTruth;

    /// <summary>Detections of the class.</summary>
    public int Detections => Coco.Detections;

    /// <summary>The figures in full, with the precision-recall curve.</summary>
    public CocoClassMetrics Coco { get; }
}
