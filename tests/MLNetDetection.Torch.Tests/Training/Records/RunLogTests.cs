using System.Text.Json;
using System.Xml.Linq;
using MLNetDetection.Core.Reports;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training.Records;

/// <summary>What runs leave behind for people: lines, events, a page.</summary>
public sealed class RunLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-logs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void JsonLines_OfARun_TellStartStepsEpochsAndEnd()
    {
        string path = Path.Combine(_folder, "new", "log.jsonl");

        TrainingResult result = Run(new JsonLinesLog(path, every: 2));

        JsonElement[] lines = Lines(path);
        Assert.Equal(["start", "step", "epoch", "step", "epoch", "end"], lines.Select(l => l.GetProperty("kind").GetString()));
        Assert.Equal([0, 2, 2, 4, 4, 4], lines.Select(l => l.GetProperty("step").GetInt32()));
        Assert.Equal(result.Epochs[0].Loss, lines[2].GetProperty("epoch/loss").GetDouble());
        Assert.Equal(result.Epochs[1].Validation!.Ap, lines[4].GetProperty("validation/AP").GetDouble());
        Assert.Equal("Completed", lines[5].GetProperty("reason").GetString());
        Assert.Equal(8, lines[0].GetProperty("images").GetInt32());
    }

    [Fact]
    public void JsonLines_FileOfAKilledRun_IsAppendedToAfterItsCutLine()
    {
        string path = Path.Combine(_folder, "log.jsonl");
        File.WriteAllText(path, "{\"kind\":\"start\"}\n{\"kind\":\"st");

        Run(new JsonLinesLog(path));

        string[] lines = File.ReadAllLines(path);
        Assert.Equal("{\"kind\":\"st", lines[1]);
        Assert.All(lines.Skip(2), line => JsonDocument.Parse(line).Dispose());
        Assert.Contains("\"kind\":\"start\"", lines[2]);
    }

    [Fact]
    public void TensorBoard_OfARun_HoldsScalarsAndPictures()
    {
        Run(new TensorBoardLog(_folder, every: 1, pictures: 2));

        string file = Assert.Single(Directory.GetFiles(_folder, "events.out.tfevents.*"));
        string text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
        Assert.All(["brain.Event:2", "loss/total", "epoch/images_per_second", "validation/AP50", "images/00", "images/01", "\u0089PNG"], part => Assert.Contains(part, text));
        Assert.DoesNotContain("images/02", text);
    }

    [Fact]
    public void Run_WithLogs_GivesTheWeightsOfOneWithout()
    {
        using SsdDetector logged = Support.Detectors.Small(), plain = Support.Detectors.Small();

        Run(logged, new TensorBoardLog(_folder, every: 1), new JsonLinesLog(Path.Combine(_folder, "log.jsonl"), every: 1));
        Run(plain);

        Assert.Equal(Support.Detectors.Weights(plain), Support.Detectors.Weights(logged));
    }

    [Fact]
    public void Run_LogThatCannotBeBegun_DoesNotStart()
    {
        File.WriteAllText(Path.Combine(_folder, "taken"), "");

        Assert.ThrowsAny<IOException>(() => Run(new TensorBoardLog(Path.Combine(_folder, "taken"))));
        Assert.ThrowsAny<IOException>(() => Run(new JsonLinesLog(Path.Combine(_folder, "taken", "log.jsonl"))));
    }

    [LinuxFact]
    public void Run_DiskThatIsFull_EndsTheLogAndNotTheRun()
    {
        var log = new FullDiskLog();

        TrainingResult result = Run(log);

        Assert.Equal(RunEnd.Completed, result.End);
        Assert.NotNull(log.Failure);
        Assert.Equal(1, log.Tries);
    }

    [Fact]
    public void Report_OfARun_IsOnePageWithItsFigures()
    {
        TrainingResult result = Run();

        HtmlReport report = TrainingReport.Create(result, new TrainingReportOptions { Subtitle = "squares", Settings = [new("training.epochs", "2")] });

        using var page = new StringWriter();
        report.Write(page);
        string text = page.ToString();
        XDocument.Parse(text[text.IndexOf('\n')..]);
        Assert.All(["Loss", "Learning rate", "AP on the validation images", "Classes", "training.epochs", "squares", "after its last epoch"], part => Assert.Contains(part, text));
    }

    [Fact]
    public void Report_OfARunThatMeasuredNothing_SaysSo()
    {
        TrainingResult result = Run() with { Epochs = [], BestValidation = null, End = RunEnd.Cancelled };

        using var page = new StringWriter();
        TrainingReport.Create(result).Write(page);

        Assert.Contains(ReportNumber.NotMeasured, page.ToString());
        Assert.Contains("cancelled", page.ToString());
    }

    [Theory]
    [InlineData(0, 0, 0.5f)]
    [InlineData(1, -1, 0.5f)]
    [InlineData(1, 101, 0.5f)]
    [InlineData(1, 1, 1.5f)]
    [InlineData(1, 1, float.NaN)]
    public void TensorBoardLog_NumberOutOfRange_IsRefused(int every, int pictures, float score) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorBoardLog(_folder, every, pictures, score));

    private static JsonElement[] Lines(string path) => [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)];

    private static TrainingResult Run(params TrainingHook[] hooks)
    {
        using SsdDetector detector = Support.Detectors.Small();
        return Run(detector, hooks);
    }

    private static TrainingResult Run(SsdDetector detector, params TrainingHook[] hooks) => new DetectorTrainer(new TrainingOptions
    {
        Epochs = 2, BatchSize = 4, Workers = 1, Threads = 1, Seed = 1, LearningRate = 0.01, ValidateEvery = 1, Hooks = hooks,
    }).Run(detector, new SquaresSet(8), new SquaresSet(4));

    // A log on a device that takes nothing, whose file could be opened all the same.
    private sealed class FullDiskLog() : RunLog(1)
    {
        public int Tries { get; private set; }

        private protected override void Open(TrainingContext run)
        {
        }

        private protected override void Step(TrainingContext run)
        {
            Tries++;
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.WriteByte(1);
            full.Flush();
        }

        private protected override void EndOfEpoch(TrainingContext run, EpochRecord epoch) => Tries++;

        private protected override void Close()
        {
        }
    }
}
