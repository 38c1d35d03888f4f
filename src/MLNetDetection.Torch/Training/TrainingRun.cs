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
    private readonly CheckpointFile? _checkpoints;
    private readonly TrainingPrecision _precision;
    private TimeSpan _validating;
    private TimeSpan _epochStart;
    private TimeSpan _waited;
    private TimeSpan _waitedBefore;
    private int _steps;
    private int _stepsBefore;
    private int _validationsWithoutGain;
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
        (_precision, _) = PrecisionSupport.Choose(options.Precision, detector.Device);
        _step = new TrainingStep(
            _network, detector.Device.ToTorch(), new MultiBoxLoss(detector.Architecture.Loss, detector.AnchorSet, detector.Architecture.Coder), options,
            _precision == TrainingPrecision.BFloat16 ? new ReducedNetwork(_network, detector.CreateNetwork(options.Seed), torch.ScalarType.BFloat16) : null);
        if (options.CheckpointFolder is { } folder)
        {
            _checkpoints = new CheckpointFile(
                folder, RunIdentity.Of(detector, train, options), [_network, _average.Network, _detector.Network], _step.Optimizer);
        }

        _batches = EpochOrder.Batches(train.Count, options.BatchSize);
        _schedule = new LearningRateSchedule(
            options.Schedule, options.LearningRate, _batches * options.Epochs, options.WarmupShare, options.Milestones);
    }

    public TrainingResult Execute(CancellationToken cancellation)
    {
        _clock.Start();
        long images = 0;
        _checkpoints?.Prepare(_options.Resume);
        try
        {
            if (Resume(cancellation) is { } ended)
            {
                return Result(images, ended);
            }

            using SampleLoader loader = CreateLoader();
            var sums = new EpochSums(_options.AnchorMetrics);
            foreach (TrainingBatch batch in loader.Read(cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                _waited = loader.Waited;
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
                    if (EndEpoch(report, cancellation) is { } end)
                    {
                        return Result(images, end);
                    }

                    sums = new EpochSums(_options.AnchorMetrics);
                    (_epochStart, _waitedBefore) = (_clock.Elapsed, _waited);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Result(images, RunEnd.Cancelled);
        }

        return Result(images, RunEnd.Completed);
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
        var encoder = new TargetEncoder(_detector.AnchorSet, new AnchorMatcher(architecture.Matching), architecture.Coder, architecture.Sampler);
        var shape = new SampleShape(architecture.InputWidth, architecture.InputHeight, encoder.AnchorCount);
        return new SampleLoader(
            _train,
            () => new SamplePreparation(encoder, shape, architecture.Preprocessing, _detector.ClassNames.Count, _options),
            _options, shape, _epochs.Count);
    }

    // A run that is killed loses the epoch it was in, and takes exactly the steps again that it would have taken.
    private RunEnd? Resume(CancellationToken cancellation)
    {
        if (!_options.Resume || _checkpoints?.Read() is not { } progress)
        {
            return null;
        }

        (_steps, _stepsBefore, _validationsWithoutGain) = (progress.Steps, progress.Steps, progress.ValidationsWithoutGain);
        _epochs.AddRange(progress.Epochs);
        if (_validation is not null && progress.BestEpoch > 0)
        {
            // The detector now has the best weights; measured once more, they give the same figures.
            (_bestEpoch, _best) = (progress.BestEpoch, ValidationRun.Measure(_detector, _validation, _options.Validation, cancellation));
        }

        return _epochs.Count >= _options.Epochs ? RunEnd.Completed : WithoutGain();
    }

    private RunEnd? WithoutGain() => _options.Patience > 0 && _validationsWithoutGain >= _options.Patience ? RunEnd.NoGain : null;

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
        double perStep = (elapsed - _validating).TotalSeconds / Math.Max(1, _steps - _stepsBefore);
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
            WaitedForData = _waited - _waitedBefore,
            Elapsed = elapsed,
            Left = TimeSpan.FromSeconds(left),
            EndOfEpoch = sums.Steps == _batches && !(_validation is not null && Validates(epoch)),
        };
    }

    // The first epoch too: a set that cannot be measured is told at once, and validation's memory is taken at the start.
    private bool Validates(int epoch) => epoch == 0 || (epoch + 1) % _options.ValidateEvery == 0 || epoch + 1 == _options.Epochs;

    private RunEnd? EndEpoch(TrainingProgress report, CancellationToken cancellation)
    {
        CocoMetrics? metrics = null;
        if (_validation is not null && Validates(report.Epoch - 1))
        {
            TimeSpan start = _clock.Elapsed;
            TakeWeights();
            metrics = ValidationRun.Measure(_average, _validation, _options.Validation, cancellation);
            _validating += _clock.Elapsed - start;

            // A set on which AP is undefined (no objects at all) counts as worst, so that the latest weights are kept.
            _validationsWithoutGain = _best is null || metrics.Ap > _best.Ap ? 0 : _validationsWithoutGain + 1;
            if (_best is null || !(metrics.Ap < _best.Ap))
            {
                Keep(report.Epoch, metrics);
            }
        }

        using var process = Process.GetCurrentProcess();
        _epochs.Add(new EpochRecord(
            report.Epoch, report.Loss, report.ClassLoss, report.BoxLoss, report.LearningRate, report.ImagesPerSecond, metrics,
            DisposeScopeManager.Statistics.ThreadTotalLiveCount, process.WorkingSet64) { Anchors = report.Anchors, WaitedForData = report.WaitedForData });
        if (metrics is not null)
        {
            _progress?.Report(report with { Validation = metrics, EndOfEpoch = true, Elapsed = _clock.Elapsed });
        }

        RunEnd? end = report.Epoch == _options.Epochs ? null : WithoutGain() ?? (_clock.Elapsed >= _options.TimeBudget ? RunEnd.TimeUsed : null);
        if (end is not null || report.Epoch % _options.CheckpointEvery == 0 || report.Epoch == _options.Epochs)
        {
            _checkpoints?.Write(new RunProgress(_steps, _bestEpoch, _validationsWithoutGain, _epochs));
        }

        return end;
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

    private TrainingResult Result(long images, RunEnd end)
    {
        // Nothing was measured: the latest weights are the best known, unless there was no step at all.
        if (_best is null && _steps > 0)
        {
            TakeWeights();
            Keep(_epochs.Count, null);
        }

        return new TrainingResult
        {
            End = end,
            Precision = _precision,
            Epochs = _epochs,
            BestEpoch = _bestEpoch,
            BestValidation = _best,
            Duration = _clock.Elapsed,
            WaitedForData = _waited,
            ImagesPerSecond = images / Math.Max(1e-9, (_clock.Elapsed - _validating).TotalSeconds),
        };
    }
}
