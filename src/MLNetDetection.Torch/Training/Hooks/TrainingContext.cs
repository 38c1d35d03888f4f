using System.Diagnostics;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Torch.Training;

/// <summary>A run as its hooks see it.</summary>
public sealed class TrainingContext
{
    private readonly SsdDetector _average;
    private readonly List<EpochRecord> _records = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TrainingBatch? _batch;

    internal TrainingContext(
        SsdDetector detector, SsdNetwork network, SsdDetector average, ITrainingSet train, ITrainingSet? validation, TrainingOptions options,
        CancellationToken cancellation)
    {
        (Detector, Network, _average, TrainingSet, ValidationSet, Options, Cancellation) =
            (detector, network, average, train, validation, options, cancellation);
        (NetworkState, AverageState) = (new ModuleState(network), new ModuleState(average.Network));
        IterationsPerEpoch = EpochOrder.Batches(train.Count, options.BatchSize);
        Sums = new EpochSums(options.AnchorMetrics);
    }

    /// <summary>What is trained; it has the best weights so far, or its old ones before the first validation.</summary>
    public SsdDetector Detector { get; }

    /// <summary>The network that the steps change.</summary>
    public SsdNetwork Network { get; }

    /// <summary>Images to learn from.</summary>
    public ITrainingSet TrainingSet { get; }

    /// <summary>Images to measure on, or null.</summary>
    public ITrainingSet? ValidationSet { get; }

    /// <summary>The run's options; not to be changed while it runs.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The caller's.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The running epoch, from 1; 0 before the first of this process.</summary>
    public int Epoch { get; private set; }

    /// <summary>Steps of an epoch.</summary>
    public int IterationsPerEpoch { get; }

    /// <summary>Steps of the whole run.</summary>
    public int Iterations => IterationsPerEpoch * Options.Epochs;

    /// <summary>Steps done, those before a resume included.</summary>
    public int Iteration { get; internal set; }

    /// <summary>Names of the step's images.</summary>
    public IReadOnlyList<string> BatchNames => _batch is null ? [] : _batch.Names.AsSpan(0, _batch.Count).ToArray();

    /// <summary>The rate of the step. The schedule sets it before each; a hook after the schedule may set another.</summary>
    public double LearningRate { get; set; }

    /// <summary>The momentum, or first beta, of the step. Set as <see cref="LearningRate"/> is.</summary>
    public double Momentum { get; set; }

    /// <summary>The class part of the last step's loss.</summary>
    public double ClassLoss { get; private set; }

    /// <summary>The box part of the last step's loss, with its weight.</summary>
    public double BoxLoss { get; private set; }

    /// <summary>True where the last step was left out, see <see cref="DivergenceAction.Skip"/>; the losses are then those of the step before.</summary>
    public bool Skipped { get; private set; }

    /// <summary>What was last reported; null before the first step of this process.</summary>
    public TrainingProgress? Progress { get; internal set; }

    /// <summary>This epoch's figures on the validation set; null before they are measured, and in an epoch without.</summary>
    public CocoMetrics? Validation { get; internal set; }

    /// <summary>The completed epochs.</summary>
    public IReadOnlyList<EpochRecord> Records => _records;

    /// <summary>The epoch whose weights <see cref="Detector"/> has, from 1; 0 where none was chosen yet.</summary>
    public int BestEpoch { get; internal set; }

    /// <summary>That epoch's figures, or null.</summary>
    public CocoMetrics? BestValidation { get; internal set; }

    /// <summary>Since the run's start.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Why the run ends; null while it goes on, and where it failed.</summary>
    public RunEnd? End { get; internal set; }

    /// <summary>What ended the run, where it failed.</summary>
    public Exception? Error { get; internal set; }

    internal ModuleState NetworkState { get; }

    internal ModuleState AverageState { get; }

    internal EpochSums Sums { get; private set; }

    internal int ValidationsWithoutGain { get; set; }

    /// <summary>Steps done before this process.</summary>
    internal int IterationsBefore { get; private set; }

    /// <summary>Images trained in this process.</summary>
    internal long Images { get; private set; }

    internal TimeSpan Validating { get; set; }

    internal TimeSpan EpochStart { get; private set; }

    /// <summary>Time in which the network waited for images.</summary>
    internal TimeSpan Waited { get; set; }

    internal TimeSpan WaitedBeforeEpoch { get; private set; }

    /// <summary>Ends the run after the step or epoch that is on; its result is the best model so far.</summary>
    public void Stop() => End ??= RunEnd.Stopped;

    /// <summary>
    /// A detector with the weights as they are validated: the running average, or the network's own where there is none. Valid until the next step.
    /// </summary>
    public SsdDetector CurrentDetector()
    {
        if (Options.AverageDecay == 0)
        {
            AverageState.CopyFrom(NetworkState);
        }

        return _average;
    }

    internal void Resume(RunProgress progress)
    {
        (Iteration, IterationsBefore, ValidationsWithoutGain) = (progress.Steps, progress.Steps, progress.ValidationsWithoutGain);
        BestEpoch = progress.BestEpoch;
        _records.AddRange(progress.Epochs);
    }

    internal RunProgress ToProgress(IReadOnlyList<HookState> hooks) => new(Iteration, BestEpoch, ValidationsWithoutGain, _records, hooks);

    internal void BeginEpoch(int epoch) => (Epoch, Validation) = (epoch, null);

    internal void EndEpoch()
    {
        Sums = new EpochSums(Options.AnchorMetrics);
        (EpochStart, WaitedBeforeEpoch) = (_clock.Elapsed, Waited);
    }

    internal void BeginIteration(TrainingBatch batch) => _batch = batch;

    internal void EndIteration(double classes, double boxes, int images)
    {
        (ClassLoss, BoxLoss, Skipped) = (classes, boxes, false);
        Iteration++;
        Images += images;
        Sums.Add(classes, boxes, images);
    }

    internal void SkipIteration()
    {
        Skipped = true;
        Iteration++;
        Sums.Skip();
    }

    internal void Add(EpochRecord record) => _records.Add(record);

    /// <summary>Makes the current weights the detector's.</summary>
    internal void KeepAsBest(int epoch, CocoMetrics? metrics)
    {
        (BestEpoch, BestValidation) = (epoch, metrics);
        CurrentDetector();
        new ModuleState(Detector.Network).CopyFrom(AverageState);
    }
}
