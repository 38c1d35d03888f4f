using MLNetDetection.Core.Annotations;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training.Optimisation;
using TorchSharp;

namespace MLNetDetection.Torch.Training;

/// <summary>
/// Trains a detector. The same detector, set, options and thread count of torch give the same weights, bit for bit, on a
/// CPU, whatever the number of loader threads.
/// </summary>
public sealed class DetectorTrainer
{
    private readonly TrainingOptions _options;

    /// <summary>A trainer.</summary>
    /// <param name="options">Null takes the defaults; ranges are checked here.</param>
    public DetectorTrainer(TrainingOptions? options = null)
    {
        _options = options ?? new TrainingOptions();
        _options.Validate();
    }

    /// <summary>Trains <paramref name="detector"/> from the weights it has; it ends with the best weights found.</summary>
    /// <param name="detector">Changed: with a validation set by each epoch that is the best so far, without one by each step.</param>
    /// <param name="train">Images to learn from; at least one. Images without objects are true negatives.</param>
    /// <param name="validation">Images to choose the best epoch by AP; null keeps the last epoch.</param>
    /// <param name="progress">Called on the training thread after each step.</param>
    /// <param name="cancellation">Stops after the running step; no exception is thrown, the result says so.</param>
    /// <exception cref="ArgumentException">A set is empty or has other classes than the detector, or more stages are to be frozen than the network has.</exception>
    /// <exception cref="InvalidDataException">An image cannot be read or has an unknown class.</exception>
    /// <exception cref="TrainingDivergedException">The loss or the gradient became infinite or no number.</exception>
    /// <exception cref="TrainingOutOfMemoryException">A step needs more memory than there is; the message says which batch fits.</exception>
    /// <exception cref="IOException">The checkpoint folder cannot be written, or holds another run.</exception>
    public TrainingResult Run(
        SsdDetector detector, ITrainingSet train, ITrainingSet? validation = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(train);
        CheckSet(detector, train, "training");
        if (validation is not null)
        {
            CheckSet(detector, validation, "validation");
        }

        Freeze.Check(detector.Network, _options.Freezing);
        using DisposeScope scope = torch.NewDisposeScope();
        int threads = torch.get_num_threads();
        torch.set_num_threads(_options.Threads > 0 ? _options.Threads : Environment.ProcessorCount);
        try
        {
            using var run = new TrainingRun(detector, train, validation, _options, progress, cancellation);
            return run.Execute();
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    private static void CheckSet(SsdDetector detector, ITrainingSet set, string what)
    {
        if (set.Count < 1)
        {
            throw new ArgumentException($"The {what} set has no images.");
        }

        if (!set.ClassNames.SequenceEqual(detector.ClassNames))
        {
            throw new ArgumentException(
                $"The {what} set has the classes [{string.Join(", ", set.ClassNames)}], the detector [{string.Join(", ", detector.ClassNames)}].");
        }
    }
}
