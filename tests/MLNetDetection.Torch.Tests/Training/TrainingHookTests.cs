using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

public sealed class TrainingHookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-hooks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TrainingOptions Options(params TrainingHook[] hooks) => new()
    {
        Epochs = 2, BatchSize = 4, Workers = 1, Threads = 1, Seed = 1, LearningRate = 0.01, ValidateEvery = 1, Hooks = hooks,
    };

    private static TrainingResult Run(TrainingOptions options, SsdDetector? detector = null, SquaresSet? validation = null, CancellationToken cancellation = default)
    {
        using SsdDetector own = Support.Detectors.Small();
        return new DetectorTrainer(options).Run(detector ?? own, new SquaresSet(8), validation, null, cancellation);
    }

    [Fact]
    public void Run_AHook_IsCalledAtEachMoment()
    {
        var spy = new SpyHook();

        Run(Options(spy));

        Assert.Equal(
            [
                "run",
                "epoch 1", "step 0", "step done 1", "step 1", "step done 2", "epoch done 1",
                "epoch 2", "step 2", "step done 3", "step 3", "step done 4", "epoch done 2",
                "run done Completed",
            ], spy.Calls);
    }

    [Fact]
    public void Run_SeveralHooks_GoByPriorityThenAsGiven()
    {
        var calls = new List<string>();
        TrainingOptions options = Options(
            new SpyHook("last ", HookPriority.Low, calls), new SpyHook("a ", calls: calls), new SpyHook("b ", calls: calls),
            new SpyHook("first ", HookPriority.VeryHigh, calls), new SpyHook("between ", (HookPriority)45, calls));
        options.Epochs = 1;

        Run(options);

        Assert.Equal(["first run", "between run", "a run", "b run", "last run"], calls.Take(5));
        Assert.Equal(["first run done Completed", "between run done Completed", "a run done Completed", "b run done Completed", "last run done Completed"], calls.TakeLast(5));
    }

    [Fact]
    public void AfterEpoch_OfAUsersHook_SeesTheEpochsFigures()
    {
        var seen = new List<(double Loss, bool Measured, int Best, bool Same)>();
        var spy = new SpyHook
        {
            OnAfterEpoch = run => seen.Add((
                run.Records[^1].Loss, run.Validation is not null, run.BestEpoch,
                run.Validation!.Ap == ValidationRun.Measure(run.CurrentDetector(), run.ValidationSet!, run.Options.Validation).Ap)),
        };

        TrainingResult result = Run(Options(spy), validation: new SquaresSet(4));

        Assert.Equal(result.Epochs.Select(e => e.Loss), seen.Select(s => s.Loss));
        Assert.All(seen, s => Assert.True(s.Measured && s.Best > 0 && s.Same));
    }

    [Fact]
    public void BeforeIteration_HookThatSetsTheRate_IsObeyed()
    {
        var rates = new List<double>();
        using SsdDetector detector = Support.Detectors.Small();
        byte[] before = Support.Detectors.Weights(detector);
        var still = new SpyHook { OnBeforeIteration = run => run.LearningRate = 0, OnAfterIteration = run => rates.Add(run.Progress!.LearningRate) };
        TrainingOptions options = Options(still);
        options.AverageDecay = 0;

        Run(options, detector);

        Assert.Equal([0, 0, 0, 0], rates);
        using SsdDetector moved = Support.Detectors.Small();
        Run(Options(), moved);
        Assert.NotEqual(Support.Detectors.Weights(moved), Support.Detectors.Weights(detector));
        Assert.Equal(before.Length, Support.Detectors.Weights(detector).Length);
    }

    [Fact]
    public void Stop_WithinAnEpoch_EndsAfterTheStepWithTheLatestWeights()
    {
        var spy = new SpyHook { OnAfterIteration = run => { if (run.Iteration == 3) { run.Stop(); } } };
        using SsdDetector detector = Support.Detectors.Small();
        byte[] before = Support.Detectors.Weights(detector);

        TrainingResult result = Run(Options(spy), detector);

        Assert.Equal((RunEnd.Stopped, 1), (result.End, result.Epochs.Count));
        Assert.Equal("run done Stopped", spy.Calls[^1]);
        Assert.Equal(3, spy.Count);
        Assert.NotEqual(before, Support.Detectors.Weights(detector));
    }

    [Fact]
    public void Run_HookThatThrows_EveryHookIsEndedAndTheErrorComesOut()
    {
        var spy = new SpyHook();
        var bad = new SpyHook { OnAfterIteration = _ => throw new InvalidOperationException("enough") };

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Run(Options(spy, bad)));

        Assert.Equal("enough", error.Message);
        Assert.Equal("run done enough", spy.Calls[^1]);
    }

    [Fact]
    public void Run_CancelledBeforeItBegins_HooksAreEnded()
    {
        var spy = new SpyHook();

        Run(Options(spy), cancellation: new CancellationToken(true));

        Assert.Equal(["run", "run done Cancelled"], spy.Calls);
    }

    [Fact]
    public void Resume_AHookWithState_GoesOnFromIt()
    {
        var first = new SpyHook { OnAfterEpoch = run => run.Stop() };
        var second = new SpyHook();
        TrainingOptions stopped = Options(first), resumed = Options(second);
        (stopped.CheckpointFolder, resumed.CheckpointFolder, resumed.Resume) = (_folder, _folder, true);

        Run(stopped);
        Run(resumed);

        Assert.Equal((2, 4), (first.Count, second.Count));
        Assert.Equal(["run", "epoch 2"], second.Calls.Take(2));
    }

    [Fact]
    public void Constructor_ANullHook_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new DetectorTrainer(new TrainingOptions { Hooks = [null!] }));
}
