using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-checkpoints-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File => Path.Combine(_folder, "last.checkpoint");

    private TrainingOptions Options(OptimizerKind optimizer = OptimizerKind.Sgd, string? folder = null, bool resume = false) => new()
    {
        Epochs = 6, BatchSize = 8, Seed = 3, Workers = 2, Threads = 1, ValidateEvery = 2, Optimizer = optimizer,
        LearningRate = optimizer switch
        {
            OptimizerKind.Sgd or OptimizerKind.SgdNesterov => 0.02,
            OptimizerKind.Adadelta => 0.5,
            _ => 2e-3,
        },
        Augmentation = new AugmentationChain(new PhotometricDistortion(), new HorizontalFlip()),
        CheckpointFolder = folder, Resume = resume,
    };

    [Theory]
    [InlineData(OptimizerKind.Sgd, false)]
    [InlineData(OptimizerKind.SgdNesterov, true)]
    [InlineData(OptimizerKind.AdamW, true)]
    public void Resume_AfterACancelledRun_EndsWithTheUndisturbedRunsWeights(OptimizerKind optimizer, bool validate)
    {
        SquaresSet? validation = validate ? new SquaresSet(8, seed: 5) : null;
        using SsdDetector undisturbed = Support.Detectors.Small(), stopped = Support.Detectors.Small(), resumed = Support.Detectors.Small(seed: 9);
        TrainingResult whole = new DetectorTrainer(Options(optimizer)).Run(undisturbed, new SquaresSet(20), validation);
        using var source = new CancellationTokenSource();
        TrainingResult part = new DetectorTrainer(Options(optimizer, _folder)).Run(stopped, new SquaresSet(20), validation, new CancelAfter(source, epoch: 3), source.Token);

        TrainingResult rest = new DetectorTrainer(Options(optimizer, _folder, resume: true)).Run(resumed, new SquaresSet(20), validation);

        Assert.Equal((RunEnd.Cancelled, 3), (part.End, part.Epochs.Count));
        Assert.Equal(Support.Detectors.Weights(undisturbed), Support.Detectors.Weights(resumed));
        Assert.Equal(RunEnd.Completed, rest.End);
        Assert.Equal(whole.Epochs.Select(e => e.Loss), rest.Epochs.Select(e => e.Loss));
        Assert.Equal((whole.BestEpoch, whole.BestValidation?.Ap), (rest.BestEpoch, rest.BestValidation?.Ap));
    }

    [Theory]
    [InlineData(OptimizerKind.Adam, 2)]
    [InlineData(OptimizerKind.NAdam, 4)] // the stop is in the freeze
    [InlineData(OptimizerKind.RmsProp, 3)]
    [InlineData(OptimizerKind.Adadelta, 2)]
    public void Resume_AccumulationAndFreezing_EndsWithTheUndisturbedRunsWeights(OptimizerKind optimizer, int frozen)
    {
        using SsdDetector undisturbed = Support.Detectors.Small(), stopped = Support.Detectors.Small(), resumed = Support.Detectors.Small(seed: 9);
        new DetectorTrainer(With(Options(optimizer))).Run(undisturbed, new SquaresSet(20));
        using var source = new CancellationTokenSource();
        new DetectorTrainer(With(Options(optimizer, _folder))).Run(stopped, new SquaresSet(20), null, new CancelAfter(source, epoch: 3), source.Token);

        new DetectorTrainer(With(Options(optimizer, _folder, resume: true))).Run(resumed, new SquaresSet(20));

        Assert.Equal(Support.Detectors.Weights(undisturbed), Support.Detectors.Weights(resumed));

        TrainingOptions With(TrainingOptions options)
        {
            (options.GradientAccumulation, options.GradientValue, options.BiasRate, options.BackboneRate) = (2, 0.5, 2, 0.5);
            options.Freezing = new FreezeOptions { Stages = 2, Norms = FrozenNorms.Statistics, Epochs = frozen };
            (options.Schedule, options.ScheduleDetails) = (ScheduleKind.Polynomial, new ScheduleDetails { Unit = ScheduleUnit.Epoch, WarmupSteps = 4 });
            return options;
        }
    }

    [Fact]
    public void Resume_ACompletedRun_GivesItsModelAgain()
    {
        using SsdDetector first = Support.Detectors.Small(), second = Support.Detectors.Small(seed: 4);
        new DetectorTrainer(Options(folder: _folder)).Run(first, new SquaresSet(12), new SquaresSet(4));

        TrainingResult again = new DetectorTrainer(Options(folder: _folder, resume: true)).Run(second, new SquaresSet(12), new SquaresSet(4));

        Assert.Equal(6, again.Epochs.Count);
        Assert.Equal(Support.Detectors.Weights(first), Support.Detectors.Weights(second));
    }

    [Fact]
    public void Run_FolderWithAnEarlierRun_IsNotOverwritten()
    {
        using SsdDetector detector = Support.Detectors.Small();
        new DetectorTrainer(Options(folder: _folder)).Run(detector, new SquaresSet(12));
        byte[] kept = System.IO.File.ReadAllBytes(File);

        IOException error = Assert.Throws<IOException>(() => new DetectorTrainer(Options(folder: _folder)).Run(detector, new SquaresSet(12)));

        Assert.Contains(File, error.Message);
        Assert.Contains("Resume", error.Message);
        Assert.Equal(kept, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Resume_AnotherRunsCheckpoint_SaysWhatDiffers()
    {
        using SsdDetector detector = Support.Detectors.Small(), other = new(new TinySsd(80, 60, 16), ["red", "green"]);
        new DetectorTrainer(Options(folder: _folder)).Run(detector, new SquaresSet(12));
        TrainingOptions longer = Options(folder: _folder, resume: true);
        longer.Epochs = 7;

        TrainingOptions frozen = Options(folder: _folder, resume: true);
        frozen.Freezing.Stages = 1;

        Assert.Contains("Epochs was 6, and is 7 now", Refusal(detector, longer, new SquaresSet(12)));
        Assert.Contains("frozen Stages was 0, and is 1 now", Refusal(detector, frozen, new SquaresSet(12)));
        Assert.Contains("training images was 12, and is 13 now", Refusal(detector, Options(folder: _folder, resume: true), new SquaresSet(13)));
        Assert.Contains("validation set was none, and is given now", Assert.Throws<InvalidDataException>(() =>
            new DetectorTrainer(Options(folder: _folder, resume: true)).Run(detector, new SquaresSet(12), new SquaresSet(4))).Message);
        Assert.Contains("classes was red, blue, and is red, green now", Refusal(other, Options(folder: _folder, resume: true), new SquaresSet(12, classes: ["red", "green"])));
    }

    [Fact]
    public void Resume_DamagedFile_IsRefusedAndNamed()
    {
        using SsdDetector detector = Support.Detectors.Small();
        new DetectorTrainer(Options(folder: _folder)).Run(detector, new SquaresSet(12));
        byte[] good = System.IO.File.ReadAllBytes(File);
        foreach (byte[] bad in new[] { [], good[..7], good[..(good.Length / 2)], Changed(good, 0), Changed(good, 9), Changed(good, good.Length / 2), Changed(good, good.Length - 1) })
        {
            System.IO.File.WriteAllBytes(File, bad);

            Assert.Contains(File, Refusal(detector, Options(folder: _folder, resume: true), new SquaresSet(12)));
        }
    }

    [Fact]
    public void Run_FolderThatCannotBe_IsRefusedBeforeTheFirstStep()
    {
        using SsdDetector detector = Support.Detectors.Small();
        System.IO.File.WriteAllText(Path.Combine(_folder, "file"), "");
        string folder = Path.Combine(_folder, "file", "checkpoints");
        byte[] before = Support.Detectors.Weights(detector);

        IOException error = Assert.Throws<IOException>(() => new DetectorTrainer(Options(folder: folder)).Run(detector, new SquaresSet(12)));

        Assert.Contains(folder, error.Message);
        Assert.Equal(before, Support.Detectors.Weights(detector));
    }

    [Fact]
    public void Run_PatienceUsedUp_EndsAndKeepsTheBest()
    {
        using SsdDetector detector = Support.Detectors.Small();
        TrainingOptions options = Options();
        (options.Epochs, options.ValidateEvery, options.Patience, options.LearningRate, options.AverageDecay) = (40, 1, 3, 1e-12, 0);

        TrainingResult result = new DetectorTrainer(options).Run(detector, new SquaresSet(8), new SquaresSet(4));

        Assert.Equal(RunEnd.NoGain, result.End);
        Assert.InRange(result.Epochs.Count, 4, 39);
        Assert.Equal(result.BestValidation!.Ap, result.Epochs.Max(e => e.Validation!.Ap));
    }

    [Fact]
    public void Run_TimeUsedUp_EndsWithItsEpoch()
    {
        using SsdDetector detector = Support.Detectors.Small();
        TrainingOptions options = Options();
        options.TimeBudget = TimeSpan.FromTicks(1);

        TrainingResult result = new DetectorTrainer(options).Run(detector, new SquaresSet(8));

        Assert.Equal(RunEnd.TimeUsed, result.End);
        Assert.Single(result.Epochs);
    }

    [Fact]
    public void Resume_WithoutAFolder_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new DetectorTrainer(new TrainingOptions { Resume = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectorTrainer(new TrainingOptions { CheckpointEvery = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectorTrainer(new TrainingOptions { Patience = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectorTrainer(new TrainingOptions { TimeBudget = TimeSpan.Zero }));
    }

    private static string Refusal(SsdDetector detector, TrainingOptions options, SquaresSet set) =>
        Assert.Throws<InvalidDataException>(() => new DetectorTrainer(options).Run(detector, set)).Message;

    private static byte[] Changed(byte[] bytes, int at)
    {
        byte[] result = [.. bytes];
        result[at] ^= 0x40;
        return result;
    }
}
