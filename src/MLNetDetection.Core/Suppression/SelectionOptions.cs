namespace MLNetDetection.Core.Suppression;

/// <summary>Which of a detector's raw boxes become detections.</summary>
public sealed class SelectionOptions
{
    /// <summary>A score must be above this; [0, 1), 0.01 by default as in SSD.</summary>
    public double ScoreThreshold { get; init => field = Check(value, value >= 0 && value < 1, "[0, 1)"); } = 0.01;

    /// <summary>
    /// Thresholds of the classes in their order, each in [0, 1), instead of <see cref="ScoreThreshold"/>. Empty by default: all have that one.
    /// </summary>
    public IReadOnlyList<double> ClassThresholds { get; init => field = Check(value, value is not null && value.All(t => t >= 0 && t < 1), "[0, 1) each"); } = [];

    /// <summary>A box that overlaps a better one of its class by more than this is dropped; [0, 1], 0.45 by default as in SSD.</summary>
    public double IouThreshold { get; init => field = Check(value, value >= 0 && value <= 1, "[0, 1]"); } = 0.45;

    /// <summary>Best boxes of each class that suppression looks at; at least 1, 400 by default as in SSD.</summary>
    public int CandidatesPerClass { get; init => field = Check(value, value >= 1, "[1, ...)"); } = 400;

    /// <summary>Best detections of all classes that stay; at least 1, 200 by default as in SSD.</summary>
    public int MaximumDetections { get; init => field = Check(value, value >= 1, "[1, ...)"); } = 200;

    /// <summary>Boxes narrower or lower than this are dropped, in the boxes' unit; finite, at least 0, 0 by default.</summary>
    public double MinimumSide { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "[0, ...)"); }

    /// <summary>True lets a box suppress those of other classes too. False by default.</summary>
    public bool ClassAgnostic { get; init; }

    /// <summary>What a better box does to those it overlaps; greedy by default. Soft suppression is within each class only.</summary>
    public SuppressionKind Kind { get; init => field = Check(value, Enum.IsDefined(value), "the known kinds"); }

    /// <summary>Sigma of gaussian soft suppression; over 0, 0.5 by default.</summary>
    public double Sigma { get; init => field = Check(value, value > 0 && double.IsFinite(value), "(0, ...)"); } = 0.5;

    /// <summary>
    /// The settings of NVIDIA's SSD300 for boxes in pixels of its 300-pixel input: score 0.05, sides of at least a pixel, IoU 0.5, 100
    /// detections.
    /// </summary>
    public static SelectionOptions NvidiaSsd300 { get; } = new()
    {
        ScoreThreshold = 0.05,
        MinimumSide = 1,
        IouThreshold = 0.5,
        CandidatesPerClass = int.MaxValue,
        MaximumDetections = 100,
    };

    private static T Check<T>(T value, bool valid, string range) =>
        valid ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Must be in {range}.");
}
