namespace MLNetDetection.Torch.Matching;

/// <summary>How anchors are given to objects.</summary>
public sealed class MatcherOptions
{
    /// <summary>An anchor whose best IoU is at least this is positive. In (0, 1]; 0.5 as in SSD.</summary>
    public double PositiveIou { get; init; } = 0.5;

    /// <summary>
    /// An anchor whose best IoU is below this is negative; between the two it does not count. In [0, PositiveIou];
    /// 0.5 as in SSD, which leaves nothing between.
    /// </summary>
    public double NegativeIou { get; init; } = 0.5;

    /// <summary>
    /// A negative anchor of which at least this share lies in an ignored object (difficult, crowd) does not count.
    /// In (0, 1]; default 0.5.
    /// </summary>
    public double IgnoreOverlap { get; init; } = 0.5;

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
    }
}
