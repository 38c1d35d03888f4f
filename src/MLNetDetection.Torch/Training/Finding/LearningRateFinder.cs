using MLNetDetection.Core.Annotations;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>
/// The learning-rate range test (Smith, "Cyclical Learning Rates for Training Neural Networks", 2017): the rate rises with each step, and
/// the loss tells from where on the network learns and from where on it no longer does.
/// </summary>
public static class LearningRateFinder
{
    /// <summary>Tries rates on a copy of the detector.</summary>
    /// <param name="detector">Not changed.</param>
    /// <param name="train">Images to learn from.</param>
    /// <param name="options">As in the training that the rate is for: batch size, optimizer, augmentation; null takes the defaults.</param>
    /// <param name="range">The rates; null takes 1e-5 to 1 in 100 steps.</param>
    /// <param name="progress">Is told the steps done and all there may be, on the thread that trains.</param>
    /// <param name="cancellation">Ends the test; the curve has the steps so far.</param>
    public static LearningRateCurve Find(
        SsdDetector detector, ITrainingSet train, TrainingOptions? options = null, LearningRateRange? range = null,
        IProgress<(int Done, int All)>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(train);
        range ??= new LearningRateRange();
        range.Validate();
        var hook = new RangeHook(range, progress);
        TrainingOptions test = (options ?? new TrainingOptions()).ForTrial(hook);
        test.Validate();
        int perEpoch = EpochOrder.Batches(Math.Max(1, train.Count), test.BatchSize);
        test.Epochs = (range.Steps + perEpoch - 1) / perEpoch;
        using SsdDetector copy = detector.Clone();
        bool diverged = false;
        try
        {
            new DetectorTrainer(test).Run(copy, train, null, null, cancellation);
        }
        catch (TrainingDivergedException)
        {
            diverged = true; // the curve ends here
        }

        return new LearningRateCurve(hook.Steps, diverged || hook.Diverged);
    }

    private sealed class RangeHook(LearningRateRange range, IProgress<(int Done, int All)>? progress) : TrainingHook
    {
        private const double Keep = 0.9;
        private const int FirstJudged = 10;

        private double _smoothed;
        private double _lowest = double.PositiveInfinity;

        public List<(double Rate, double Loss)> Steps { get; } = [];

        public bool Diverged { get; private set; }

        public override HookPriority Priority => HookPriority.High;

        public override void BeforeIteration(TrainingContext run) => run.LearningRate = range.At(run.Iteration);

        public override void AfterIteration(TrainingContext run)
        {
            double loss = run.ClassLoss + run.BoxLoss;
            Steps.Add((run.LearningRate, loss));
            progress?.Report((Steps.Count, range.Steps));
            _smoothed = Steps.Count == 1 ? loss : Keep * _smoothed + (1 - Keep) * loss;
            _lowest = Math.Min(_lowest, _smoothed);
            Diverged = Steps.Count > FirstJudged && _smoothed > range.EndAt * _lowest;
            if (Diverged || Steps.Count == range.Steps)
            {
                run.Stop();
            }
        }
    }
}
