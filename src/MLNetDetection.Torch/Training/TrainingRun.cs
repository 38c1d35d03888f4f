using MLNetDetection.Core.Annotations;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Weights;
using TorchSharp;

namespace MLNetDetection.Torch.Training;

/// <summary>One run of training: batches, steps, and hooks around them.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainingContext _run;
    private readonly HookList _hooks;
    private readonly SsdDetector _average;
    private readonly DivergenceGuard _guard;
    private readonly TrainingStep _step;
    private readonly CheckpointFile? _checkpoints;
    private readonly TrainingPrecision _precision;
    private TimeSpan _preparing;
    private TimeSpan _matching;

    public TrainingRun(
        SsdDetector detector, ITrainingSet train, ITrainingSet? validation, TrainingOptions options, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        SsdNetwork network = detector.CreateNetwork(options.Seed);
        // Without validation nothing chooses among weights: the detector itself holds the average, and no third set of them is needed.
        _average = validation is null ? detector : new SsdDetector(detector.Architecture, detector.ClassNames, options.Seed, detector.Device);
        _run = new TrainingContext(detector, network, _average, train, validation, options, cancellation);
        _run.NetworkState.CopyFrom(new ModuleState(detector.Network));
        _run.AverageState.CopyFrom(_run.NetworkState);
        network.train();
        _guard = new DivergenceGuard(options);
        (_precision, _) = PrecisionSupport.Choose(options.Precision, detector.Device);
        LossScaler? scaler = _precision == TrainingPrecision.Float16 ? new LossScaler() : null;
        _step = new TrainingStep(
            network, detector.Device.ToTorch(), new MultiBoxLoss(detector.Architecture.Loss, detector.AnchorSet, detector.Architecture.Coder, options.LabelWeights(detector.ClassNames)), options, _guard,
            _precision == TrainingPrecision.Float32 ? null
                : new ReducedNetwork(network, detector.CreateNetwork(options.Seed), PrecisionSupport.TypeOf(_precision), scaler));
        if (options.CheckpointFolder is { } folder)
        {
            _checkpoints = new CheckpointFile(
                folder, RunIdentity.Of(detector, train, validation, options), [.. new[] { network, _average.Network, detector.Network }.Distinct()], _step.Optimizer);
        }

        _hooks = new HookList([.. BuiltIn(progress), .. scaler is null ? [] : new TrainingHook[] { scaler }, .. options.Hooks]);
    }

    public TrainingResult Execute()
    {
        _checkpoints?.Prepare(_run.Options.Resume);
        try
        {
            Resume();
            _hooks.BeforeRun(_run);
            if (_run.End is null && _run.Records.Count < _run.Options.Epochs)
            {
                Train();
            }

            _run.End ??= RunEnd.Completed;
        }
        catch (OperationCanceledException) when (_run.Cancellation.IsCancellationRequested)
        {
            _run.End = RunEnd.Cancelled;
        }
        catch (Exception error)
        {
            _run.Error = error;
            _hooks.AfterRun(_run);
            throw;
        }

        _hooks.AfterRun(_run);
        return Result();
    }

    public void Dispose()
    {
        _step.Dispose();
        _run.Network.Dispose();
        if (_average != _run.Detector)
        {
            _average.Dispose();
        }
    }

    private IEnumerable<TrainingHook> BuiltIn(IProgress<TrainingProgress>? progress)
    {
        yield return _guard;
        yield return new ScheduleHook(_run.Options, _run.Iterations, _run.IterationsPerEpoch);
        if (_run.Options.AverageDecay > 0)
        {
            yield return new AverageHook(_run.Options.AverageDecay);
        }

        yield return new ValidationHook();
        yield return new ProgressHook(progress);
        yield return new EarlyStoppingHook();
        if (_checkpoints is not null)
        {
            yield return new CheckpointHook(_checkpoints, () => _hooks.Hooks);
        }
    }

    // A run that is killed loses the epoch it was in, and takes exactly the steps again that it would have taken.
    private void Resume()
    {
        if (_run.Options.Resume && _checkpoints?.Read() is { } progress)
        {
            _run.Resume(progress);
            HookState.Restore(progress.Hooks, _hooks.Hooks);
        }
    }

    private void Train()
    {
        SampleLoader loader = CreateLoader();
        try
        {
            Train(loader);
        }
        finally
        {
            loader.Dispose();
            (_preparing, _matching) = (loader.Preparing, loader.Matching);
        }
    }

    private void Train(SampleLoader loader)
    {
        foreach (TrainingBatch batch in loader.Read(_run.Cancellation))
        {
            _run.Cancellation.ThrowIfCancellationRequested();
            _run.Waited = loader.Waited;
            if (_run.Sums.Steps == 0)
            {
                _run.BeginEpoch(batch.Epoch + 1);
                _hooks.BeforeEpoch(_run);
            }

            Iterate(batch);
            if (_run.End is null && _run.Sums.Steps == _run.IterationsPerEpoch)
            {
                _hooks.AfterEpoch(_run);
                _run.EndEpoch();
            }

            if (_run.End is not null)
            {
                return;
            }
        }
    }

    private void Iterate(TrainingBatch batch)
    {
        _run.BeginIteration(batch);
        _hooks.BeforeIteration(_run);
        try
        {
            (double classes, double boxes) = _step.Run(batch, _run.LearningRate, _run.Momentum, _run.Sums.Anchors);
            _guard.Accept(classes + boxes);
            _run.EndIteration(classes, boxes, batch.Count);
        }
        catch (TrainingDivergedException error)
        {
            if (!_guard.TrySkip(error, _run))
            {
                throw;
            }

            _run.SkipIteration();
        }
        catch (Exception error) when (OutOfMemory.Is(error))
        {
            throw OutOfMemory.Explain(error, batch, _step.Try);
        }

        _hooks.AfterIteration(_run);
    }

    private SampleLoader CreateLoader()
    {
        SsdDetector detector = _run.Detector;
        SsdArchitecture architecture = detector.Architecture;
        var encoder = new TargetEncoder(detector.AnchorSet, new AnchorMatcher(architecture.Matching), architecture.Coder, architecture.Sampler);
        var shape = new SampleShape(architecture.InputWidth, architecture.InputHeight, encoder.AnchorCount);
        return new SampleLoader(
            _run.TrainingSet,
            () => new SamplePreparation(encoder, shape, architecture.Preprocessing, detector.ClassNames.Count, _run.Options),
            _run.Options, shape, _run.Records.Count);
    }

    private TrainingResult Result() => new()
    {
        End = _run.End!.Value,
        Precision = _precision,
        Epochs = _run.Records,
        BestEpoch = _run.BestEpoch,
        BestValidation = _run.BestValidation,
        SkippedSteps = _guard.Skipped,
        Duration = _run.Elapsed,
        WaitedForData = _run.Waited,
        Times = new TrainingTimes(
            _step.Clock.Forward, _step.Clock.Loss, _step.Clock.Backward, _step.Clock.Update, _run.Waited, _preparing, _matching),
        ImagesPerSecond = _run.Images / Math.Max(1e-9, (_run.Elapsed - _run.Validating).TotalSeconds),
    };
}
