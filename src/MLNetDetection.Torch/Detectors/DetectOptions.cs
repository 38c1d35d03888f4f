using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Torch.Detectors;

/// <summary>Which of a network's thousands of boxes become detections.</summary>
public sealed partial class DetectOptions
{
    /// <summary>Boxes below this probability are dropped. In [0, 1); default 0.05. Use 0.01 or less to measure AP.</summary>
    public float ScoreThreshold { get; set; } = 0.05f;

    /// <summary>Of two boxes of one class whose IoU is over this, the lower-scored is dropped. In [0, 1]; default 0.45 as in SSD.</summary>
    public float SuppressionIou { get; set; } = 0.45f;

    /// <summary>Best boxes of each class that enter suppression. At least 1; default 400 as in SSD.</summary>
    public int CandidatesPerClass { get; set; } = 400;

    /// <summary>Detections of an image at most, best first. At least 1; default 100.</summary>
    public int MaxDetections { get; set; } = 100;

    /// <summary>Images in one forward pass at most. At least 1; default 16.</summary>
    public int BatchSize { get; set; } = 16;

    /// <summary>What a better box does to those it overlaps. Default greedy: it removes them.</summary>
    public SuppressionKind Suppression { get; set; }

    /// <summary>Sigma of <see cref="SuppressionKind.SoftGaussian"/>. Over 0; default 0.5.</summary>
    public double SoftSigma { get; set; } = 0.5;

    /// <summary>True lets a box remove those of other classes too; only with greedy suppression. Default false.</summary>
    public bool ClassAgnostic { get; set; }

    /// <summary>Boxes narrower or lower than this are dropped, in pixels of the network's input. Finite, at least 0; default 0.</summary>
    public double MinimumSide { get; set; }

    /// <summary>
    /// Mirrored forms that are looked at as well; what they find is joined by weighted box fusion. Each flag doubles the time: both
    /// are four forms. Default none.
    /// </summary>
    public PictureFlips Flips { get; set; }

    /// <summary>With <see cref="Flips"/> or <see cref="Scales"/>: boxes of one class whose IoU is over this are one object. In [0, 1]; default 0.55.</summary>
    public float FusionIou { get; set; } = 0.55f;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        if (!(ScoreThreshold is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ScoreThreshold), ScoreThreshold, "ScoreThreshold is in [0, 1).");
        }

        ValidateThresholds();

        if (!(SuppressionIou is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(SuppressionIou), SuppressionIou, "SuppressionIou is in [0, 1].");
        }

        if (!Enum.IsDefined(Suppression) || (ClassAgnostic && Suppression != SuppressionKind.Greedy))
        {
            throw new ArgumentOutOfRangeException(nameof(Suppression), Suppression, "Suppression is a known kind, and greedy where it is across classes.");
        }

        if (!(SoftSigma > 0 && double.IsFinite(SoftSigma)))
        {
            throw new ArgumentOutOfRangeException(nameof(SoftSigma), SoftSigma, "SoftSigma is finite and over 0.");
        }

        if ((Flips & ~(PictureFlips.Horizontal | PictureFlips.Vertical)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Flips), Flips, "Flips are Horizontal, Vertical, both or none.");
        }

        if (!(FusionIou is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(FusionIou), FusionIou, "FusionIou is in [0, 1].");
        }

        if (!(MinimumSide >= 0 && double.IsFinite(MinimumSide)))
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumSide), MinimumSide, "MinimumSide is finite and at least 0.");
        }

        ValidatePrecision();
        ArgumentOutOfRangeException.ThrowIfLessThan(CandidatesPerClass, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDetections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ValidateViews();
    }
}
