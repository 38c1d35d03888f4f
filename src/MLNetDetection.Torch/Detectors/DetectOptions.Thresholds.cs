using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Torch.Detectors;

/// <content>Thresholds of single classes.</content>
public sealed partial class DetectOptions
{
    /// <summary>
    /// Thresholds of single classes, by name, instead of <see cref="ScoreThreshold"/>. Each in [0, 1); default none. A name that the detector
    /// does not have is an error that says so.
    /// </summary>
    public IReadOnlyDictionary<string, float> ClassThresholds { get; set; } = new Dictionary<string, float>();

    /// <summary>Checks that <see cref="ClassThresholds"/> names classes of a detector only.</summary>
    /// <param name="classNames">The detector's.</param>
    /// <exception cref="ArgumentException">A threshold is of no class; the message names it.</exception>
    public void CheckClasses(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        string[] unknown = [.. (ClassThresholds ?? throw NoThresholds()).Keys.Except(classNames)];
        if (unknown.Length > 0)
        {
            throw new ArgumentException(
                $"ClassThresholds names {string.Join(", ", unknown.Select(name => $"'{name}'"))}, which is no class of the detector; it has {string.Join(", ", classNames)}.",
                nameof(ClassThresholds));
        }
    }

    /// <summary>The same for boxes in pixels of the network's input.</summary>
    /// <param name="classNames">In the order of the network's columns.</param>
    internal SelectionOptions ToSelection(IReadOnlyList<string> classNames) => new()
    {
        ScoreThreshold = ScoreThreshold,
        ClassThresholds = ClassThresholds.Count == 0 ? [] : [.. classNames.Select(name => (double)ClassThresholds.GetValueOrDefault(name, ScoreThreshold))],
        IouThreshold = SuppressionIou,
        CandidatesPerClass = CandidatesPerClass,
        MaximumDetections = MaxDetections,
        MinimumSide = MinimumSide,
        ClassAgnostic = ClassAgnostic,
        Kind = Suppression,
        Sigma = SoftSigma,
    };

    private void ValidateThresholds()
    {
        foreach ((string name, float threshold) in ClassThresholds ?? throw NoThresholds())
        {
            if (!(threshold is >= 0 and < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(ClassThresholds), threshold, $"The threshold of '{name}' is in [0, 1).");
            }
        }
    }

    private static ArgumentNullException NoThresholds() => new(nameof(ClassThresholds));
}
