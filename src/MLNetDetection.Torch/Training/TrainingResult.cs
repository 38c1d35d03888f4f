using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Torch.Training;

/// <summary>How a run ended. The weights are in the detector that was trained.</summary>
public sealed record TrainingResult
{
    /// <summary>Why the run ended.</summary>
    public required RunEnd End { get; init; }

    /// <summary>True where the run was cancelled; the detector then holds the best weights so far.</summary>
    public bool Cancelled => End == RunEnd.Cancelled;

    /// <summary>Epochs completed, those of an earlier run that was resumed included.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>The epoch whose weights the detector holds, from 1; 0 where a run ended within its first.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>That epoch's figures on the validation set, or null without one.</summary>
    public required CocoMetrics? BestValidation { get; init; }

    /// <summary>In which numbers the convolutions computed: what was asked for, or float32 where the device gains nothing by it.</summary>
    public required TrainingPrecision Precision { get; init; }

    /// <summary>The steps that were left out, see <see cref="TrainingOptions.OnDivergence"/>; those before a resume are not among them.</summary>
    public IReadOnlyList<SkippedStep> SkippedSteps { get; init; } = [];

    /// <summary>Wall time of the run, validation included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The part of <see cref="Duration"/> in which the network waited for images; see <see cref="TrainingProgress.WaitedForData"/>.</summary>
    public TimeSpan WaitedForData { get; init; }

    /// <summary>Images trained per second of training, validation left out.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Where the time went, of this run's own steps; all 0 where a resumed run had none left.</summary>
    public required TrainingTimes Times { get; init; }
}
