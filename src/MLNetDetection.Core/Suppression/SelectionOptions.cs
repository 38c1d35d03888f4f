namespace MLNetDetection.Core.Suppression;

/// <summary>Which of a detector's raw boxes become detections.</summary>
public sealed class SelectionOptions
{
    /// <summary>A score must be above this; [0, 1), 0.01 by default as in SSD.</summary>
    public double ScoreThreshold { get; init => field = Check(value, value >= 0 && value < 1, "[0, 1)"); } = 0.01;

    /// <summary>A box that overlaps a better one of its class by more than this is dropped; [0, 1], 0.45 by default as in SSD.</summary>
    public double IouThreshold { get; init => field = Check(value, value >= 0 && value <= 1, "[0, 1]"); } = 0.45;

    /// <summary>Best boxes of each class that suppression looks at; at least 1, 400 by default as in SSD.</summary>
    public int CandidatesPerClass { get; init => field = Check(value, value >= 1, "[1, ...)"); } = 400;

    /// <summary>Best detections of all classes that stay; at least 1, 200 by default as in SSD.</summary>
    public int MaximumDetections { get; init => field = Check(value, value >= 1, "[1, ...)"); } = 200;

    private static T Check<T>(T value, bool valid, string range) =>
        valid ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Must be in {range}.");
}
