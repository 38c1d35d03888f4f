using System.Text.Json;
using System.Xml.Linq;
using Microsoft.ML;

namespace MLNetDetection.Samples.Tests;

public sealed class DemoTests : IDisposable
{
    private static readonly string[] _small = ["--epochs", "2", "--train-images", "16", "--test-images", "4", "--size", "160x128", "--batch", "8"];
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-demo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_DrawnSet_SavesAModelThatASecondProcessReadsAndReports()
    {
        SampleProcess.Outcome outcome = DemoProcess.Run([.. _small, "--output", _folder]);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("equal to this process's bit for bit", outcome.Errors);
        JsonElement json = JsonDocument.Parse(outcome.LastLine).RootElement;
        foreach (string name in new[] { "ap", "ap50", "train_seconds", "images_per_second", "peak_mb" })
        {
            Assert.Equal(JsonValueKind.Number, json.GetProperty(name).ValueKind);
        }

        Assert.Equal(["ball", "cone", "crate", "donut", "star"], json.GetProperty("per_class").EnumerateObject().Select(c => c.Name).Order());
        Assert.Contains(json.GetProperty("runtime").GetString(), new[] { "System", "NuGet" });
        Assert.True(File.Exists(json.GetProperty("model").GetString()));
        string report = File.ReadAllText(json.GetProperty("report").GetString()!);
        Assert.Equal("html", XDocument.Parse(report.Replace("<!DOCTYPE html>", "", StringComparison.OrdinalIgnoreCase)).Root!.Name.LocalName);
        Assert.DoesNotContain("<script", report, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Run_CtrlCWhileTraining_KeepsTheBestModelSoFar()
    {
        SampleProcess.Outcome outcome = DemoProcess.Run(
            ["--epochs", "500", "--train-images", "16", "--test-images", "4", "--size", "160x128", "--batch", "8", "--output", _folder], interruptAt: "epoch   2/500");

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("Training was cancelled after", outcome.Errors);
        ITransformer model = new MLContext().Model.Load(Path.Combine(_folder, "detector.zip"), out _);
        (model as IDisposable)?.Dispose();
    }

    [Fact]
    public void Run_OutputThatCannotBeWritten_SaysSoBeforeTraining()
    {
        string file = Path.Combine(_folder, "a-file");
        File.WriteAllText(file, "");

        SampleProcess.Outcome outcome = DemoProcess.Run([.. _small, "--output", Path.Combine(file, "output")]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"The output folder '{Path.Combine(file, "output")}' cannot be written", outcome.Errors);
        Assert.DoesNotContain("epoch", outcome.Errors);
    }

    [Fact]
    public void Run_DataFolderThatIsNotThere_NamesIt()
    {
        SampleProcess.Outcome outcome = DemoProcess.Run([.. _small, "--data", Path.Combine(_folder, "none"), "--output", _folder]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(Path.Combine(_folder, "none"), outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors);
    }

    [Theory]
    [InlineData("--size", "320")]
    [InlineData("--epochs", "many")]
    [InlineData("--format", "coco")]
    public void Run_ArgumentOutOfItsRange_IsNamedWithUsage(string option, string value)
    {
        SampleProcess.Outcome outcome = DemoProcess.Run([option, value, "--output", _folder]);

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains(value, outcome.Errors);
    }

    [SharedFact("data/fruit_nuts/data")]
    public void Run_UsersOwnVocFolder_TrainsAndReports()
    {
        SampleProcess.Outcome outcome = DemoProcess.Run(
            ["--format", "voc", "--data", SharedFolder.PathOf("data", "fruit_nuts", "data"), "--epochs", "2", "--batch", "8", "--output", _folder]);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Equal(3, JsonDocument.Parse(outcome.LastLine).RootElement.GetProperty("per_class").EnumerateObject().Count());
    }
}
