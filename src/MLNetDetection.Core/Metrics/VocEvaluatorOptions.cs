namespace MLNetDetection.Core.Metrics;

/// <summary>
/// What a Pascal VOC evaluation counts; the defaults are those of VOC 2010 and later. mmdetection's eval_map is InclusivePixels
/// false, with its mode as the interpolation.
/// </summary>
public sealed class VocEvaluatorOptions
{
    /// <summary>IoU a match needs, ascending, in (0, 1], at most 32 of them. 0.5 by default.</summary>
    public IReadOnlyList<double> IouThresholds { get; init => field = CocoEvaluatorOptions.CheckThresholds(value); } = [0.5];

    /// <summary>All points by default.</summary>
    public VocInterpolation Interpolation { get; init; }

    /// <summary>
    /// True, the default: a box's right and bottom edges are its last pixels, as VOC's files have it, so that widths count one
    /// more. False for boxes whose width is the difference of their edges.
    /// </summary>
    public bool InclusivePixels { get; init; } = true;

    /// <summary>Pascal VOC's by default.</summary>
    public VocMatching Matching { get; init; }

    /// <summary>Sizes that are measured apart, up to eight; none by default, which measures all sizes together.</summary>
    public IReadOnlyList<ScaleRange> ScaleRanges { get; init => field = CheckScales(value); } = [];

    /// <summary>Ids of the classes that count; null, the default, takes all. Ids without any box are passed over.</summary>
    public IReadOnlyCollection<int>? ClassIds { get; init => field = value is null ? null : [.. value]; }

    /// <summary>Threads used; 0, the default, takes one per processor. The result is the same for any number.</summary>
    public int Threads { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    private static ScaleRange[] CheckScales(IReadOnlyList<ScaleRange> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ScaleRange[] copy = [.. value];
        return copy.Length <= 8 && copy.All(range => range.Minimum >= 0 && range.Maximum > range.Minimum)
            ? copy
            : throw new ArgumentException("Scale ranges must be up to 8, with 0 <= minimum < maximum.", nameof(value));
    }
}
