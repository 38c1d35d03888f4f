using System.Diagnostics;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Weights;
using TorchSharp;

namespace MLNetDetection.Torch.Training;

/// <summary>One run of training: the state that lives from step to step.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly SsdDetector _detector;
    private readonly ITrainingSet _train;
    private readonly ITrainingSet? _validation;
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly SsdNetwork _network;
    private readonly SsdDetector _average;
    private readonly ModuleState _networkState;
    private readonly ModuleState _averageState;
    private readonly TrainingStep _step;
    private readonly LearningRateSchedule _schedule;
    private readonly List<EpochRecord> _epochs = [];
    private readonly Stopwatch _clock = new();
    private readonly int _batches;
    private TimeSpan _validating;
    private TimeSpan _epochStart;
    private int _steps;
    private int _bestEpoch;
    private CocoMetrics? _best;

    public TrainingRun(
        SsdDetector detector, ITrainingSet train, ITrainingSet? validation, TrainingOptions options, IProgress<TrainingProgress>? progress)
    {
        (_detector, _train, _validation, _options, _progress) = (detector, train, validation, options, progress);
        _network = detector.CreateNetwork(options.Seed);
        _average = new SsdDetector(detector.Architecture, detector.ClassNames, options.Seed, detector.Device);
        _networkState = new ModuleState(_network);
        _averageState = new ModuleState(_average.Network);
        _networkState.CopyFrom(new ModuleState(detector.Network));
        _averageState.CopyFrom(_networkState);
        _network.train();
        _step = new TrainingStep(_network, detector.Device.ToTorch(), new MultiBoxLoss(detector.Architecture.Loss), options);
        _batches = EpochOrder.Batches(train.Count, options.BatchSize);
        _schedule = new LearningRateSchedule(
            options.Schedule, options.LearningRate, _batches * options.Epochs, options.WarmupShare, options.Milestones);
    }

    public TrainingResult Execute(CancellationToken cancellation)
    {
        _clock.Start();
        long images = 0;
        try
        {
            using SampleLoader loader = CreateLoader();
            var sums = new EpochSums(_options.AnchorMetrics);
            foreach (TrainingBatch batch in loader.Read(cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                double rate = _schedule.At(_steps);
                (double classes, double boxes) = _step.Run(
                    batch, rate, _options.Momentum + _schedule.MomentumOffset(_steps, _options.MomentumSwing), sums.Anchors);
                Average();
                images += batch.Count;
                sums.Add(classes, boxes, batch.Count);
                TrainingProgress report = Report(batch.Epoch, sums, rate);
                _progress?.Report(report);
                if (sums.Steps == _batches)
                {
                    EndEpoch(report, cancellation);
                    sums = new EpochSums(_options.AnchorMetrics);
                    _epochStart = _clock.Elapsed;
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Result(images, cancelled: true);
        }

        return Result(images, cancelled: false);
    }

    public void Dispose()
    {
        _step.Dispose();
        _network.Dispose();
        _average.Dispose();
    }

    private SampleLoader CreateLoader()
    {
        SsdArchitecture architecture = _detector.Architecture;
        var encoder = new TargetEncoder(_detector.AnchorSet, new AnchorMatcher(architecture.Matching), architecture.Coder);
        var shape = new SampleShape(architecture.InputWidth, architecture.InputHeight, encoder.AnchorCount);
        return new SampleLoader(
            _train,
            () => new SamplePreparation(encoder, shape, architecture.Preprocessing.Fit, _detector.ClassNames.Count, _options),
            _options, shape);
    }

    // Early weights are poor and must not linger: after t steps at most (1 + t) / (10 + t) of the old average is kept.
    private void Average()
    {
        _steps++;
        double keep = Math.Min(_options.AverageDecay, (1.0 + _steps) / (10.0 + _steps));
        if (_options.AverageDecay > 0)
        {
            _averageState.MoveTowards(_networkState, keep);
        }
    }

    private TrainingProgress Report(int epoch, EpochSums sums, double rate)
    {
        TimeSpan elapsed = _clock.Elapsed;
        double perStep = (elapsed - _validating).TotalSeconds / _steps;
        double perValidation = _validating.TotalSeconds / Math.Max(1, _epochs.Count(e => e.Validation is not null));
        int validationsLeft = _validation is null ? 0 : Enumerable.Range(epoch, _options.Epochs - epoch).Count(Validates);
        double left = perStep * (_batches * _options.Epochs - _steps) + perValidation * validationsLeft;
        return new TrainingProgress
        {
            Epoch = epoch + 1,
            Epochs = _options.Epochs,
            Batch = sums.Steps,
            Batches = _batches,
            Loss = sums.Class + sums.Box,
            ClassLoss = sums.Class,
            BoxLoss = sums.Box,
            Anchors = sums.Anchors?.Metrics,
            LearningRate = rate,
            ImagesPerSecond = sums.Images / Math.Max(1e-9, (elapsed - _epochStart).TotalSeconds),
            Elapsed = elapsed,
            Left = TimeSpan.FromSeconds(left),
            EndOfEpoch = sums.Steps == _batches && !(_validation is not null && Validates(epoch)),
        };
    }

    // The first epoch too: a set that cannot be measured is told at once, and validation's memory is taken at the start.
    private bool Validates(int epoch) => epoch == 0 || (epoch + 1) % _options.ValidateEvery == 0 || epoch + 1 == _options.Epochs;

    private void EndEpoch(TrainingProgress report, CancellationToken cancellation)
    {
        CocoMetrics? metrics = null;
        if (_validation is not null && Validates(report.Epoch - 1))
        {
            TimeSpan start = _clock.Elapsed;
            TakeWeights();
            metrics = ValidationRun.Measure(_average, _validation, _options.Validation, cancellation);
            _validating += _clock.Elapsed - start;

            // A set on which AP is undefined (no objects at all) counts as worst, so that the latest weights are kept.
            if (_best is null || !(metrics.Ap < _best.Ap))
            {
                Keep(report.Epoch, metrics);
            }
        }

        using var process = Process.GetCurrentProcess();
        _epochs.Add(new EpochRecord(
            report.Epoch, report.Loss, report.ClassLoss, report.BoxLoss, report.LearningRate, report.ImagesPerSecond, metrics,
            DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount, process.WorkingSet64) { Anchors = report.Anchors });
        if (metrics is not null)
        {
            _progress?.Report(report with { Validation = metrics, EndOfEpoch = true, Elapsed = _clock.Elapsed });
        }
    }

    private void TakeWeights()
    {
        if (_options.AverageDecay == 0)
        {
            _averageState.CopyFrom(_networkState);
        }
    }

    private void Keep(int epoch, CocoMetrics? metrics)
    {
        (_bestEpoch, _best) = (epoch, metrics);
        new ModuleState(_detector.Network).CopyFrom(_averageState);
    }

    private TrainingResult Result(long images, bool cancelled)
    {
        // Nothing was measured: the latest weights are the best known, unless there was no step at all.
        if (_best is null && _steps > 0)
        {
            TakeWeights();
            Keep(_epochs.Count, null);
        }

        return new TrainingResult
        {
            Cancelled = cancelled,
            Epochs = _epochs,
            BestEpoch = _bestEpoch,
            BestValidation = _best,
            Duration = _clock.Elapsed,
            ImagesPerSecond = images / Math.Max(1e-9, (_clock.Elapsed - _validating).TotalSeconds),
        };
    }
}
