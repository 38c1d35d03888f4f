using MLNetDetection.Core.Metrics.Coco;

namespace MLNetDetection.Core.Metrics;

/// <summary>The share of objects that proposals find; -1 where there are no objects.</summary>
public sealed class ProposalRecallMetrics
{
    private readonly double[][] _recalls;

    internal ProposalRecallMetrics(double[][] recalls, int groundTruth, ProposalRecallOptions options) =>
        (_recalls, GroundTruth, Options) = (recalls, groundTruth, options);

    /// <summary>Objects, but for crowds and difficult ones.</summary>
    public int GroundTruth { get; }

    /// <summary>Numbers and thresholds that the figures belong to.</summary>
    public ProposalRecallOptions Options { get; }

    /// <summary>Recall of each image's best proposals at an IoU threshold.</summary>
    /// <param name="proposals">One of the options' numbers.</param>
    /// <param name="iouThreshold">One of the options' thresholds.</param>
    /// <exception cref="ArgumentException">The number or the threshold is none of the options'.</exception>
    public double RecallAt(int proposals, double iouThreshold)
    {
        int threshold = CocoFigures.IndexOf(Options.IouThresholds, iouThreshold);
        return threshold >= 0 ? Row(proposals)[threshold] : throw new ArgumentException(
            $"{iouThreshold} is none of the IoU thresholds {string.Join(", ", Options.IouThresholds)}.", nameof(iouThreshold));
    }

    /// <summary>Mean recall over the thresholds ("AR").</summary>
    /// <param name="proposals">One of the options' numbers.</param>
    /// <exception cref="ArgumentException">The number is none of the options'.</exception>
    public double AverageRecall(int proposals) => Row(proposals).Average();

    private double[] Row(int proposals)
    {
        int index = Options.ProposalNumbers.ToList().IndexOf(proposals);
        return index >= 0 ? _recalls[index] : throw new ArgumentException(
            $"{proposals} is none of the proposal numbers {string.Join(", ", Options.ProposalNumbers)}.", nameof(proposals));
    }
}
