namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>What an explanation looks at; the defaults are those of the sources that docs/evaluation.md names.</summary>
public sealed class ExplanationOptions
{
    /// <summary>IoU from which a detection finds an object, in (0, 1]; 0.5 by default.</summary>
    public double IouThreshold { get; init => field = CheckShare(value, nameof(IouThreshold)); } = 0.5;

    /// <summary>IoU up to which a detection lies on background, in [0, <see cref="IouThreshold"/>); TIDE's 0.1 by default.</summary>
    public double BackgroundIou { get; init => field = CheckShare(value, nameof(BackgroundIou)); } = 0.1;

    /// <summary>
    /// The score from which a detection is shown to people: confusions, groups and worst images are counted at it. Null (the
    /// default) takes the one with the best mean F1 over the classes.
    /// </summary>
    public double? ScoreThreshold { get; init => field = value is null || double.IsFinite(value.Value) ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    /// <summary>Best detections that count, 1 or more: of an image and class as COCO, in TIDE of an image; 100 by default.</summary>
    public int MaximumDetections { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 100;

    /// <summary>Bins of equal width in [0, 1] for calibration, 1 to 1,000; 10 by default.</summary>
    public int CalibrationBins { get; init => field = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 10;

    /// <summary>Images listed as worst, 0 or more; 12 by default.</summary>
    public int WorstImages { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 12;

    /// <summary>Threads; 0 (the default) takes one per processor. The result is the same for any number.</summary>
    public int Threads { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    private static double CheckShare(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "An IoU lies in [0, 1].");
}
