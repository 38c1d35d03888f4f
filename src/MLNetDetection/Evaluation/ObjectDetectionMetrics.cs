using System.Globalization;
using System.Text;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection;

/// <summary>COCO's figures of a detector, classes by name. A figure that nothing defines (no truth of that size, say) is -1, as pycocotools gives it.</summary>
public sealed class ObjectDetectionMetrics
{
    internal ObjectDetectionMetrics(CocoMetrics coco, EvaluationSet set)
    {
        Coco = coco;
        Set = set;
        PerClass = [.. coco.Classes.Select(c => new ObjectDetectionClassMetrics(c))];
    }

    /// <summary>AP at IoU 0.50 to 0.95, mean over classes and thresholds: COCO's headline figure.</summary>
    public double Ap => Coco.Ap;

    /// <summary>AP at IoU 0.50, mean over classes; what the in-box evaluator calls MAP50.</summary>
    public double Ap50 => Coco.Ap50;

    /// <summary>AP at IoU 0.75, mean over classes.</summary>
    public double Ap75 => Coco.Ap75;

    /// <summary>Images measured.</summary>
    public int Images => Coco.Images;

    /// <summary>All twelve figures, and the curves.</summary>
    public CocoMetrics Coco { get; }

    /// <summary>The boxes that were measured, for other evaluators and for explanations; without the images.</summary>
    public EvaluationSet Set { get; }

    /// <summary>Each class that the truth or the predictions name.</summary>
    public IReadOnlyList<ObjectDetectionClassMetrics> PerClass { get; }

    /// <summary>A short table: the twelve figures, then a line for each class.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, double value) in Coco.Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {value:0.0000}  ");
        }

        text.Length -= 2;
        foreach (ObjectDetectionClassMetrics c in PerClass)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture,
                $"  {c.Name}: AP {c.Ap:0.0000}, AP50 {c.Ap50:0.0000}, {c.GroundTruth} objects, {c.Detections} detections");
        }

        return text.ToString();
    }
}
