using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>
/// The share of training's time in which TinySsd waits for data, in percent, beside the limit of 3: BCCD's JPEGs decoded anew in each epoch, and
/// from memory, both through SsdPaper, the loader on the same processors as the network.
/// </summary>
internal sealed class DataWaitShare : IComparisonBenchmark
{
    public string Name => "data-wait-share";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run()
    {
        DetectionDataset data = DetectionDataset.Open(Path.Combine(Peers.Shared, "data", "bccd", "BCCD"), new DatasetOptions { Split = "train" });
        DatasetTrainingSet files = new(data, path => DetectionImages.Read(path));
        yield return Of($"{Name}-files", files);
        yield return Of($"{Name}-memory", new CachedTrainingSet(files, 1 << 30));
    }

    private static Comparison Of(string name, ITrainingSet set)
    {
        using var detector = new SsdDetector(new TinySsd(320, 240), set.ClassNames);
        TrainingResult result = new DetectorTrainer(new TrainingOptions { Epochs = 3, Augmentation = AugmentationPresets.SsdPaper }).Run(detector, set);
        return new Comparison(name, 100 * result.WaitedForData / result.Duration, 3,
            FormattableString.Invariant($"% of {result.Duration.TotalSeconds:0.0} s of training at {result.ImagesPerSecond:0} images/s"), "the limit");
    }
}
