using System.Text.Json;

namespace MLNetDetection.Samples.Tests;

public sealed class CompareWithInBoxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-inbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // With Microsoft.ML.TorchSharp both sides have figures; without it one sentence says why there is one.
    [Fact]
    public void Run_SmallSet_MeasuresBothSidesOrSaysWhyNot()
    {
        DrawnFolder.Squares(_folder, train: 2, test: 2);

        SampleProcess.Outcome outcome = SampleProcess.Run("CompareWithInBox", ["--data", _folder, "--epochs", "1", "--in-box-epochs", "1", "--in-box-random"]);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement result = JsonDocument.Parse(outcome.LastLine).RootElement;
        Assert.InRange(result.GetProperty("ap").GetDouble(), 0, 1);
        Assert.True(
            result.GetProperty("in_box_ap").ValueKind == JsonValueKind.Number
            || outcome.Errors.Contains("The in-box trainer is in the package Microsoft.ML.TorchSharp", StringComparison.Ordinal)
            || outcome.Errors.Contains("The in-box trainer does not run beside TorchSharp", StringComparison.Ordinal), outcome.Errors);
    }
}
