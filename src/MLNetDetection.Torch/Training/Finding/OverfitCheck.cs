using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Tells in a minute whether a set can be learned at all: a network that cannot learn eight images by heart will not learn thousands.</summary>
public static class OverfitCheck
{
    private const int Rounds = 20;

    /// <summary>Trains a fresh network on one batch, without augmentation, until it finds every object in it.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="set">Read from its start until a batch is full.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellation">Ends the check with what it has.</param>
    /// <exception cref="ArgumentException">No image has an object.</exception>
    public static OverfitReport Run(
        SsdArchitecture architecture, ITrainingSet set, OverfitOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(set);
        options ??= new OverfitOptions();
        options.Validate();
        BatchSet batch = BatchSet.FirstOf(set, options.Images);
        using var detector = new SsdDetector(architecture, set.ClassNames, options.Seed, options.Device);
        var hook = new HeartHook();
        new DetectorTrainer(Training(options, hook)).Run(detector, batch, batch, null, cancellation);
        return new OverfitReport(hook.Ap50, hook.Losses.Count, hook.Losses.FirstOrDefault(), hook.Losses.LastOrDefault(), batch.Names);
    }

    private static TrainingOptions Training(OverfitOptions options, HeartHook hook) => new()
    {
        Epochs = options.Steps,
        BatchSize = options.Images,
        Optimizer = OptimizerKind.AdamW,
        LearningRate = options.LearningRate,
        WeightDecay = 0,
        AverageDecay = 0,
        Augmentation = new AugmentationChain(),
        ValidateEvery = Math.Max(1, options.Steps / Rounds),
        Threads = options.Threads,
        Seed = options.Seed,
        Workers = 1,
        Hooks = [hook],
    };

    private sealed class HeartHook : TrainingHook
    {
        public List<double> Losses { get; } = [];

        public double Ap50 { get; private set; }

        public override void AfterIteration(TrainingContext run) => Losses.Add(run.ClassLoss + run.BoxLoss);

        public override void AfterEpoch(TrainingContext run)
        {
            if (run.Validation is { } metrics)
            {
                Ap50 = Math.Max(Ap50, metrics.Ap50);
                if (Ap50 > OverfitReport.Enough)
                {
                    run.Stop();
                }
            }
        }
    }

    private sealed class BatchSet(IReadOnlyList<string> classNames, TrainingSample[] samples) : ITrainingSet
    {
        public int Count => samples.Length;

        public IReadOnlyList<string> ClassNames => classNames;

        public IReadOnlyList<string> Names { get; } = [.. samples.Select(s => s.Name)];

        public TrainingSample Read(int index) => samples[index];

        public static BatchSet FirstOf(ITrainingSet set, int images)
        {
            TrainingSample[] samples = [.. Enumerable.Range(0, set.Count).Select(set.Read).Where(s => s.Objects.Any(o => !o.Difficult)).Take(images)];
            return samples.Length > 0
                ? new BatchSet(set.ClassNames, samples)
                : throw new ArgumentException($"None of the {set.Count} images has an object to learn.", nameof(set));
        }
    }
}
