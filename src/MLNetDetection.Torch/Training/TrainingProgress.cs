using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Torch.Training;

/// <summary>Where a run stands; reported after each step, and once more after each validation.</summary>
public sealed record TrainingProgress
{
    /// <summary>The running epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the run.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch's steps done.</summary>
    public required int Batch { get; init; }

    /// <summary>Steps of an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>Class part plus weighted box part, mean over the epoch's steps so far.</summary>
    public required double Loss { get; init; }

    /// <summary>The class part.</summary>
    public required double ClassLoss { get; init; }

    /// <summary>The box part, with its weight.</summary>
    public required double BoxLoss { get; init; }

    /// <summary>The epoch's anchors so far, where <see cref="TrainingOptions.AnchorMetrics"/> asks for them, else null.</summary>
    public AnchorMetrics? Anchors { get; init; }

    /// <summary>Of the step just done.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Images trained per second of the epoch so far.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>
    /// Time of the epoch so far in which the network had to wait for images to be read and augmented. More than a few percent of the epoch:
    /// give <see cref="TrainingOptions.Workers"/> or <see cref="TrainingOptions.Prefetch"/> more, or keep decoded images in memory.
    /// </summary>
    public TimeSpan WaitedForData { get; init; }

    /// <summary>Since the run's start.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>To the run's end, as estimated from what is done.</summary>
    public required TimeSpan Left { get; init; }

    /// <summary>The validation set's figures in the report right after they were measured, else null.</summary>
    public CocoMetrics? Validation { get; init; }

    /// <summary>True in the last report of an epoch.</summary>
    public bool EndOfEpoch { get; init; }
}
