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
    /// Best detections per image and class that count: ascending, one to eight numbers of 1 or more; the last one holds for
    /// all precision figures. 1, 10, 100 by default.
    /// </summary>
    public IReadOnlyList<int> MaximumDetections { get; init => field = CheckMaximum(value); } = [1, 10, 100];

    /// <summary>
    /// Sizes that are measured apart, one to eight, of distinct names. The first holds for the figures without a size. By default
    /// all (to 1e10 square pixels), small (to 32 x 32), medium (to 96 x 96) and large.
    /// </summary>
    public IReadOnlyList<AreaRange> AreaRanges { get; init => field = CheckRanges(value); } =
        [new("all", 0, 1e10), new("small", 0, 32 * 32), new("medium", 32 * 32, 96 * 96), new("large", 96 * 96, 1e10)];

    /// <summary>Ids of the classes that count; null, the default, takes all. Ids without any box are passed over.</summary>
    public IReadOnlyCollection<int>? ClassIds { get; init => field = value is null ? null : [.. value]; }

    /// <summary>True matches boxes of any class, as pycocotools without useCats; false is the default.</summary>
    public bool ClassAgnostic { get; init; }

    /// <summary>Threads used; 0, the default, takes one per processor. The result is the same for any number.</summary>
    public int Threads { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    internal static double[] CheckThresholds(IReadOnlyList<double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        double[] copy = [.. value];
        bool ascending = copy.Zip(copy.Skip(1)).All(pair => pair.First < pair.Second);
        return copy.Length is > 0 and <= 32 && ascending && copy.All(t => t > 0 && t <= 1)
            ? copy
            : throw new ArgumentException("IoU thresholds must be 1 to 32 ascending numbers in (0, 1].", nameof(value));
    }

    internal static int[] CheckMaximum(IReadOnlyList<int> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int[] copy = [.. value];
        bool ascending = copy.Zip(copy.Skip(1)).All(pair => pair.First < pair.Second);
        return copy.Length is > 0 and <= 8 && ascending && copy[0] >= 1
            ? copy
            : throw new ArgumentException("Maximum detections must be 1 to 8 ascending numbers of 1 or more.", nameof(value));
    }

    private static AreaRange[] CheckRanges(IReadOnlyList<AreaRange> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        AreaRange[] copy = [.. value];
        bool sound = copy.All(range => !string.IsNullOrEmpty(range.Name) && range.Minimum >= 0 && range.Maximum >= range.Minimum);
        return copy.Length is > 0 and <= 8 && sound && copy.DistinctBy(range => range.Name).Count() == copy.Length
            ? copy
            : throw new ArgumentException("Area ranges must be 1 to 8, with distinct names and 0 <= minimum <= maximum.", nameof(value));
    }
}
