using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Tests.TestData;

/// <summary>Options that train in a second or two.</summary>
public static class QuickOptions
{
    public static SsdTrainer.Options Create(int epochs = 1, int seed = 3) => new()
    {
        Architecture = new TinySsd(BlockPictures.Width, BlockPictures.Height),
        Training = new TrainingOptions { Epochs = epochs, BatchSize = 4, Seed = seed, Threads = 1 },
        Detection = new DetectOptions { ScoreThreshold = 0.01f },
        PredictionBatchSize = 3,
    };
}
