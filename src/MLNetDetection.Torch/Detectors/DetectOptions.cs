namespace MLNetDetection.Torch.Detectors;

/// <summary>Which of a network's thousands of boxes become detections.</summary>
public sealed class DetectOptions
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

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        if (!(ScoreThreshold is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ScoreThreshold), ScoreThreshold, "ScoreThreshold is in [0, 1).");
        }

        if (!(SuppressionIou is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(SuppressionIou), SuppressionIou, "SuppressionIou is in [0, 1].");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(CandidatesPerClass, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDetections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
    }
}
