using System.Globalization;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>The figures of an evaluation under the names of its protocol, as the writers of this folder take them.</summary>
public sealed class EvaluationSummary
{
    /// <summary>A summary of given figures.</summary>
    /// <param name="protocol">"coco", "voc07" or "voc".</param>
    /// <param name="images">Images evaluated.</param>
    /// <param name="figures">Names and values in the protocol's order, the main one first; -1 where nothing defines a figure.</param>
    /// <param name="classes">Each class.</param>
    public EvaluationSummary(
        string protocol, int images, IEnumerable<KeyValuePair<string, double>> figures, IEnumerable<ClassSummary> classes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(protocol);
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(classes);
        Protocol = protocol;
        Images = images;
        Figures = [.. figures];
        Classes = [.. classes];
    }

    /// <summary>The protocol.</summary>
    public string Protocol { get; }

    /// <summary>Images evaluated.</summary>
    public int Images { get; }

    /// <summary>The figures over all classes.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures { get; }

    /// <summary>The classes.</summary>
    public IReadOnlyList<ClassSummary> Classes { get; }

    /// <summary>COCO's figures.</summary>
    public static EvaluationSummary From(CocoMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        string recall = $"AR{metrics.Options.MaximumDetections[^1]}";
        return new EvaluationSummary("coco", metrics.Images, metrics.Figures, metrics.Classes.Select(c => new ClassSummary(
            c.ClassId, c.Name, c.GroundTruth, c.Detections,
            [new("AP", c.Ap), new("AP50", c.Ap50), new("AP75", c.Ap75), new(recall, c.Ar)],
            metrics.Options.IouThresholds.Select(iou => new PrecisionRecallCurve(
                iou, [.. c.PrecisionAt(iou).Select((precision, i) => new PrecisionRecallPoint(i * 0.01, precision))])))));
    }

    /// <summary>Pascal VOC's figures, "mAP" at the first IoU threshold and, where there are more, at each.</summary>
    public static EvaluationSummary From(VocMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        IReadOnlyList<double> ious = metrics.Options.IouThresholds;
        string protocol = metrics.Options.Interpolation == VocInterpolation.ElevenPoint ? "voc07" : "voc";
        IEnumerable<KeyValuePair<string, double>> more = ious.Count < 2 ? [] : ious.Select(iou => new KeyValuePair<string, double>(
            string.Create(CultureInfo.InvariantCulture, $"mAP{100 * iou:0.##}"), metrics.MeanApAt(iou)));
        return new EvaluationSummary(protocol, metrics.Images, [new("mAP", metrics.MeanAp), .. more], metrics.Classes.Select(c => new ClassSummary(
            c.ClassId, c.Name, c.GroundTruth, c.Detections, [new("AP", c.Ap), new("recall", c.Recall)],
            ious.Select(iou => new PrecisionRecallCurve(
                iou, [.. c.PrecisionAt(iou).Select((precision, i) => new PrecisionRecallPoint((i + 1.0) / c.GroundTruth, precision))])))));
    }

    /// <summary>Each class under a name of its own: that of the class, with its id where two share one.</summary>
    internal IEnumerable<(string Name, ClassSummary Item)> NamedClasses()
    {
        HashSet<string> shared = [.. Classes.GroupBy(item => item.Name).Where(group => group.Count() > 1).Select(group => group.Key)];
        return Classes.Select(item => (shared.Contains(item.Name) ? $"{item.Name} ({item.Id})" : item.Name, item));
    }
}
