using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>One short training on <see cref="SquaresSet"/>, for tests of what comes after it.</summary>
public sealed class TrainedSquares : IDisposable
{
    public TrainedSquares()
    {
        Detector = new SsdDetector(new TinySsd(80, 60, 32), ["red", "blue"]);
        var options = new TrainingOptions { Epochs = 30, BatchSize = 8, Workers = 1, Threads = 1, Seed = 1, LearningRate = 0.01, Augmentation = new HorizontalFlip() };
        new DetectorTrainer(options).Run(Detector, new SquaresSet(64));
    }

    public SsdDetector Detector { get; }

    public void Dispose() => Detector.Dispose();
}
