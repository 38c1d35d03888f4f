namespace MLNetDetection.Torch.Matching;

/// <summary>How anchors are given to objects.</summary>
public sealed class MatcherOptions
{
    /// <summary>The rule. Default bipartite.</summary>
    public MatchingKind Kind { get; init; }

    /// <summary>An anchor whose best IoU is at least this is positive. In (0, 1]; default 0.5 as in SSD.</summary>
    public double PositiveIou { get; init; } = 0.5;

    /// <summary>
    /// An anchor whose best IoU is below this is negative; between the two it does not count. In [0, PositiveIou];
    /// default 0.5 as in SSD, which leaves nothing between.
    /// </summary>
    public double NegativeIou { get; init; } = 0.5;

    /// <summary>
    /// A negative anchor of which at least this share lies in an ignored object (difficult, crowd) does not count.
    /// In (0, 1]; default 0.5. With <see cref="MatchingKind.MaxIou"/> such an anchor is not positive either.
    /// </summary>
    public double IgnoreOverlap { get; init; } = 0.5;

    /// <summary>With <see cref="MatchingKind.MaxIou"/>: an object's best anchor is positive from this IoU on. In [0, 1]; default 0.</summary>
    public double MinimumIou { get; init; }

    /// <summary>With <see cref="MatchingKind.MaxIou"/>: whether an object's best anchor may be positive below <see cref="PositiveIou"/>. Default true.</summary>
    public bool LowQuality { get; init; } = true;

    /// <summary>With <see cref="MatchingKind.MaxIou"/>: whether all anchors of an object's best IoU are given to it, or only the first. Default true.</summary>
    public bool AllBest { get; init; } = true;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        if (!(PositiveIou is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(PositiveIou), PositiveIou, "PositiveIou is in (0, 1].");
        }

        if (!(NegativeIou >= 0 && NegativeIou <= PositiveIou))
        {
            throw new ArgumentOutOfRangeException(nameof(NegativeIou), NegativeIou, "NegativeIou is in [0, PositiveIou].");
        }

        if (!(IgnoreOverlap is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(IgnoreOverlap), IgnoreOverlap, "IgnoreOverlap is in (0, 1].");
        }

        if (!(MinimumIou is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumIou), MinimumIou, "MinimumIou is in [0, 1].");
        }

        if (!Enum.IsDefined(Kind))
        {
            throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "No such rule.");
        }
    }
}
