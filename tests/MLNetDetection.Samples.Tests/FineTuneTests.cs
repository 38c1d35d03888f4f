using System.Text.Json;
using Microsoft.ML;

namespace MLNetDetection.Samples.Tests;

public sealed class FineTuneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-finetune-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The file was trained by PyTorch on squares of other colours (tests/Golden/make_finetune_golden.py).
    [Fact]
    public void Run_PyTorchsWeights_LearnFasterThanRandomOnes()
    {
        string data = Path.Combine(_folder, "squares"), output = Path.Combine(_folder, "detector.zip");
        DrawnFolder.Squares(data, train: 48, test: 24);

        SampleProcess.Outcome outcome = Run(data, "squares.pth", "--compare", "--epochs", "8", "--rate", "0.01", "--output", output);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("0 missing, 0 unexpected, 8 of another shape", outcome.Errors);
        JsonElement result = JsonDocument.Parse(outcome.LastLine).RootElement;
        double tuned = result.GetProperty("ap50").GetDouble(), scratch = result.GetProperty("scratch_ap50").GetDouble();
        Assert.True(tuned > scratch, $"AP50 {tuned} from the file, {scratch} from random weights");
        ITransformer model = new MLContext().Model.Load(output, out _);
        (model as IDisposable)?.Dispose();
    }

    [Fact]
    public void Run_FileThatIsNoWeights_IsToldInALine()
    {
        string data = Path.Combine(_folder, "squares");
        DrawnFolder.Squares(data, train: 2, test: 2);

        SampleProcess.Outcome outcome = Run(data, "make_finetune.txt");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("make_finetune.txt", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors);
    }

    private static SampleProcess.Outcome Run(string data, string weights, params string[] arguments) => SampleProcess.Run("FineTune",
        ["--network", "tiny:80x60x24", "--weights", Path.Combine(SharedFolder.Repository(), "tests", "Golden", "Weights", weights), "--data", data, .. arguments]);
}
