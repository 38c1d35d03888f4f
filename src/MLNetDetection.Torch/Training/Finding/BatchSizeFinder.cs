using System.Diagnostics;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using TorchSharp;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Finds the largest batch whose training step fits the memory, by steps on made-up images.</summary>
public static class BatchSizeFinder
{
    /// <summary>
    /// Doubles the batch until a step no longer fits. On a CPU, where too much is punished by the system rather than told, the next size is tried only if
    /// what the last two took says that it fits.
    /// </summary>
    /// <param name="detector">Not changed.</param>
    /// <param name="options">Of the training; null takes the defaults.</param>
    /// <param name="search">Limits; null takes the defaults.</param>
    /// <param name="cancellation">Looked at between trials.</param>
    public static BatchSizeReport Find(
        SsdDetector detector, TrainingOptions? options = null, BatchSizeSearch? search = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        search ??= new BatchSizeSearch();
        search.Validate();
        TrainingOptions trial = (options ?? new TrainingOptions()).ForTrial();
        trial.Validate();
        long limit = detector.Device.ToTorch().type != DeviceType.CPU ? long.MaxValue
            : search.MemoryLimit > 0 ? search.MemoryLimit : (long)(0.8 * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        using DisposeScope scope = torch.NewDisposeScope();
        using SsdNetwork network = detector.CreateNetwork(trial.Seed);
        network.train();
        using var step = new TrainingStep(
            network, detector.Device.ToTorch(), new MultiBoxLoss(detector.Architecture.Loss, detector.AnchorSet, detector.Architecture.Coder), trial, new DivergenceGuard(trial));
        return Search(search.Largest, limit, size => Step(step, detector, size, trial), cancellation);
    }

    /// <summary>The search alone.</summary>
    /// <param name="largest">The largest size to try.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="attempt">Takes a step; gives the peak in bytes and images per second.</param>
    /// <param name="cancellation">Looked at between trials.</param>
    internal static BatchSizeReport Search(int largest, long limit, Func<int, (long Peak, double Rate)> attempt, CancellationToken cancellation = default)
    {
        var trials = new List<BatchSizeTrial>();
        int best = 0;
        for (int size = 2; size > best; size = Math.Min(2 * size, largest))
        {
            cancellation.ThrowIfCancellationRequested();
            BatchSizeTrial trial = Expected(trials, size) > limit ? new BatchSizeTrial(size, false, 0, 0) : Try(size, limit, attempt);
            trials.Add(trial);
            if (!trial.Fits)
            {
                break;
            }

            best = size;
        }

        return new BatchSizeReport(best, trials);
    }

    private static BatchSizeTrial Try(int size, long limit, Func<int, (long Peak, double Rate)> attempt)
    {
        try
        {
            (long peak, double rate) = attempt(size);
            return new BatchSizeTrial(size, peak <= limit, peak, rate);
        }
        catch (Exception error) when (OutOfMemory.Is(error))
        {
            return new BatchSizeTrial(size, false, 0, 0);
        }
    }

    // A step's memory is that of the weights and so much for each image.
    private static double Expected(List<BatchSizeTrial> trials, int size)
    {
        if (trials.Count < 2)
        {
            return 0;
        }

        (BatchSizeTrial before, BatchSizeTrial last) = (trials[^2], trials[^1]);
        double each = Math.Max(0, (double)(last.PeakBytes - before.PeakBytes) / (last.BatchSize - before.BatchSize));
        return last.PeakBytes + each * (size - last.BatchSize);
    }

    private static (long Peak, double Rate) Step(TrainingStep step, SsdDetector detector, int size, TrainingOptions options)
    {
        using TrainingBatch batch = MadeUp(detector, size, options.Seed);
        using var memory = new PeakMemory();
        long start = Stopwatch.GetTimestamp();
        step.Run(batch, options.LearningRate, options.Momentum);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (memory.Stop(), size / Math.Max(1e-9, seconds));
    }

    private static TrainingBatch MadeUp(SsdDetector detector, int size, int seed)
    {
        SsdArchitecture architecture = detector.Architecture;
        var batch = new TrainingBatch(size, new SampleShape(architecture.InputWidth, architecture.InputHeight, detector.AnchorSet.Count));
        batch.Begin(0, [.. Enumerable.Range(0, size)]);
        new Random(seed).NextBytes(batch.Pixels);
        for (int i = 0; i < size; i++)
        {
            batch.Names[i] = $"made-up image {i}";
            batch.Positives[i] = [new PositiveAnchor(0, new BoxDeltas(0, 0, 0, 0))];
            batch.Labels[(long)i * batch.Shape.Anchors] = 1;
        }

        return batch;
    }
}
