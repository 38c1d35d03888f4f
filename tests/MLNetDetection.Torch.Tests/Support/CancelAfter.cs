using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>Cancels at the end of an epoch.</summary>
internal sealed class CancelAfter(CancellationTokenSource source, int epoch) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.EndOfEpoch && value.Epoch == epoch)
        {
            source.Cancel();
        }
    }
}
