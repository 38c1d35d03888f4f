namespace MLNetDetection.Core.Metrics;

/// <summary>What a COCO evaluation counts; the defaults are COCO's own.</summary>
public sealed class CocoEvaluatorOptions
{
    /// <summary>
    /// IoU a match needs, ascending, in (0, 1], at most 32 of them; 0.50 to 0.95 in steps of 0.05 by default, with the
    /// rounding of numpy.linspace.
    /// </summary>
    public IReadOnlyList<double> IouThresholds { get; init => field = CheckThresholds(value); } =
        [.. Enumerable.Range(0, 10).Select(i => i == 9 ? 0.95 : (i * ((0.95 - 0.5) / 9)) + 0.5)];

    /// <summary>
    /// Best detections per image and class that count: ascending, one to three numbers of 1 or more; the last one holds for
    /// all precision figures. 1, 10, 100 by default.
    /// </summary>
    public IReadOnlyList<int> MaximumDetections { get; init => field = CheckMaximum(value); } = [1, 10, 100];

    /// <summary>Threads used by Compute; 0 takes one per processor. The result is the same for any number.</summary>
    public int Threads { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    private static double[] CheckThresholds(IReadOnlyList<double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        double[] copy = [.. value];
        bool ascending = copy.Zip(copy.Skip(1)).All(pair => pair.First < pair.Second);
        return copy.Length is > 0 and <= 32 && ascending && copy.All(t => t > 0 && t <= 1)
            ? copy
            : throw new ArgumentException("IoU thresholds must be 1 to 32 ascending numbers in (0, 1].", nameof(value));
    }

    private static int[] CheckMaximum(IReadOnlyList<int> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int[] copy = [.. value];
        bool ascending = copy.Zip(copy.Skip(1)).All(pair => pair.First < pair.Second);
        return copy.Length is > 0 and <= 3 && ascending && copy[0] >= 1
            ? copy
            : throw new ArgumentException("Maximum detections must be 1 to 3 ascending numbers of 1 or more.", nameof(value));
    }
}
