using MLNetDetection.TestKit;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

/// <summary>Which files a run leaves, and that each is whole.</summary>
public sealed class CheckpointFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-checkpoints-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TrainingOptions Options(string? folder, bool resume = false) => new()
    {
        Epochs = 5, BatchSize = 4, Workers = 1, Threads = 1, Seed = 2, LearningRate = 0.01, ValidateEvery = 1,
        KeepCheckpointEvery = 2, CheckpointFolder = folder, Resume = resume,
    };

    private static byte[] Train(TrainingOptions options, SquaresSet? validation = null)
    {
        using SsdDetector detector = Support.Detectors.Small();
        new DetectorTrainer(options).Run(detector, new SquaresSet(8), validation);
        return Support.Detectors.Weights(detector);
    }

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_WithAFolder_LeavesTheLastTheBestAndEveryNth(bool validate)
    {
        byte[] weights = Train(Options(_folder), validate ? new SquaresSet(4, seed: 3) : null);

        Assert.Equal(["best.detector", "epoch-0002.checkpoint", "epoch-0004.checkpoint", "last.checkpoint"], Files());
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(_folder, "best.detector")));
        using var reader = new BinaryReader(File.OpenRead(Path.Combine(_folder, "best.detector")));
        using SsdDetector best = SsdDetector.Load(reader);
        Assert.Equal(weights, Support.Detectors.Weights(best));
    }

    [Fact]
    public void Resume_FromAnEpochThatWasKept_EndsWithTheUndisturbedRunsWeights()
    {
        byte[] whole = Train(Options(_folder), new SquaresSet(4));
        string other = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        File.Copy(Path.Combine(_folder, "epoch-0002.checkpoint"), Path.Combine(other, "last.checkpoint"));

        Assert.Equal(whole, Train(Options(other, resume: true), new SquaresSet(4)));
    }

    [Theory]
    [InlineData("best.detector")]
    [InlineData("epoch-0012.checkpoint")]
    public void Run_FolderWithAnythingOfAnEarlierRun_IsRefused(string name)
    {
        File.WriteAllText(Path.Combine(_folder, name), "earlier");

        IOException error = Assert.Throws<IOException>(() => Train(Options(_folder)));

        Assert.Contains(name, error.Message);
        Assert.Equal([name], Files());
    }

    [Fact]
    public void Resume_OtherClassesNetworkOrMatching_IsRefusedBeforeTheFirstStep()
    {
        Train(Options(_folder));
        byte[] kept = File.ReadAllBytes(Path.Combine(_folder, "last.checkpoint"));
        var spy = new SpyHook();
        TrainingOptions options = Options(_folder, resume: true);
        options.Hooks = [spy];
        using SsdDetector wider = new(new TinySsd(80, 60, 24), ["red", "blue"]);
        using SsdDetector other = new(new TinySsd(80, 60, 16), ["red", "green"]);
        using SsdDetector matched = new(new TinySsd(80, 60, 16) { MatchingOptions = new() { NegativeIou = 0.4 } }, ["red", "blue"]);

        var network = Assert.Throws<InvalidDataException>(() => new DetectorTrainer(options).Run(wider, new SquaresSet(8)));
        var classes = Assert.Throws<InvalidDataException>(() => new DetectorTrainer(options).Run(other, new SquaresSet(8, classes: ["red", "green"])));
        var matching = Assert.Throws<InvalidDataException>(() => new DetectorTrainer(options).Run(matched, new SquaresSet(8)));

        Assert.Contains("network was", network.Message);
        Assert.Contains("background below 0.4", matching.Message);
        Assert.Contains("classes was red, blue, and is red, green now", classes.Message);
        Assert.Empty(spy.Calls);
        Assert.Equal(kept, File.ReadAllBytes(Path.Combine(_folder, "last.checkpoint")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Run_BestOfTheLast_IsChosenAmongThem(int last)
    {
        using SsdDetector detector = Support.Detectors.Small();
        TrainingOptions options = Options(null);
        (options.Epochs, options.ValidateEvery, options.BestOfLast, options.LearningRate) = (8, 4, last, 0.02);

        TrainingResult result = new DetectorTrainer(options).Run(detector, new SquaresSet(16), new SquaresSet(8));

        EpochRecord[] candidates = [.. result.Epochs.Where(e => e.Epoch > (last == 0 ? 0 : 8 - last))];
        Assert.Equal(last == 0 ? [1, 4, 8] : [6, 7, 8], candidates.Where(e => e.Validation is not null).Select(e => e.Epoch));
        Assert.Contains(candidates, e => e.Epoch == result.BestEpoch);
        Assert.Equal(candidates.Max(e => e.Validation?.Ap), result.BestValidation!.Ap);
        Assert.Equal(result.BestValidation.Ap, ValidationRun.Measure(detector, new SquaresSet(8), options.Validation).Ap);
    }

    // 26 thousand parameters: a checkpoint is about 450 KB, so that one and the best weights fit and no second one beside them.
    [SmallDiskFact]
    [Trait("Category", "Verify")]
    public void Run_DiskThatIsFull_SaysSoAndLeavesTheCheckpointBeforeWhole()
    {
        using SmallDisk disk = SmallDisk.TryMount(800)!;
        TrainingOptions options = Options(disk.Folder);
        options.KeepCheckpointEvery = 0;

        IOException error = Assert.Throws<IOException>(() => Train(options));

        string last = Path.Combine(disk.Folder, "last.checkpoint");
        Assert.Contains(last, error.Message);
        Assert.Contains("unharmed", error.Message);
        Assert.Equal([last], Directory.GetFiles(disk.Folder));
        File.Copy(last, Path.Combine(_folder, "last.checkpoint"));
        TrainingOptions resumed = Options(_folder, resume: true), undisturbed = Options(null);
        Assert.Equal(Train(undisturbed), Train(resumed));
    }

    [SmallDiskFact]
    [Trait("Category", "Verify")]
    public void Run_DiskTooSmallForTheFirst_LeavesNothingHalfWritten()
    {
        using SmallDisk disk = SmallDisk.TryMount(200)!;

        IOException error = Assert.Throws<IOException>(() => Train(Options(disk.Folder)));

        Assert.Contains(disk.Folder, error.Message);
        Assert.DoesNotContain("unharmed", error.Message);
        Assert.Empty(Directory.GetFiles(disk.Folder));
    }
}
