using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Torch.Training;

/// <summary>What one epoch gave.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean over the epoch's images.</param>
/// <param name="ClassLoss">The class part.</param>
/// <param name="BoxLoss">The box part, with its weight.</param>
/// <param name="LearningRate">Of the epoch's last step.</param>
/// <param name="ImagesPerSecond">Without validation.</param>
/// <param name="Validation">The validation set's figures, where this process measured them.</param>
/// <param name="LiveTensors">Tensors alive on the training thread at the epoch's end.</param>
/// <param name="ResidentBytes">The process's resident memory at the epoch's end.</param>
public sealed record EpochRecord(
    int Epoch, double Loss, double ClassLoss, double BoxLoss, double LearningRate, double ImagesPerSecond, CocoMetrics? Validation,
    long LiveTensors, long ResidentBytes)
{
    /// <summary>The epoch's anchors, where <see cref="TrainingOptions.AnchorMetrics"/> asks for them, else null.</summary>
    public AnchorMetrics? Anchors { get; init; }

    /// <summary>Time in which the network waited for images, in an epoch that this process ran; see <see cref="TrainingProgress.WaitedForData"/>.</summary>
    public TimeSpan WaitedForData { get; init; }
}
