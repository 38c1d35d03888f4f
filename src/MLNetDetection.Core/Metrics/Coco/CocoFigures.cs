namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>The means of one class or of all; -1 where nothing defines one.</summary>
internal sealed class CocoFigures
{
    public required double Ap { get; init; }

    public required double Ap50 { get; init; }

    public required double Ap75 { get; init; }

    public required double[] ApByArea { get; init; }

    public required double[] ArByArea { get; init; }

    public required double[] ArByMaximum { get; init; }

    /// <summary>The place of a threshold, or -1. Thresholds differ from their decimal notation by a few roundings.</summary>
    public static int IndexOf(IReadOnlyList<double> thresholds, double wanted)
    {
        for (int i = 0; i < thresholds.Count; i++)
        {
            if (Math.Abs(thresholds[i] - wanted) < 1e-9)
            {
                return i;
            }
        }

        return -1;
    }
}
