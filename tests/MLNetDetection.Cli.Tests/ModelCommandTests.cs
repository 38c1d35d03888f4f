using System.Text.Json;

namespace MLNetDetection.Cli.Tests;

/// <summary>mldetect evaluate with a model, and mldetect bench.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-model-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Evaluate_ModelOnAPart_EqualsPredictAndItsFile()
    {
        (string model, string parts) = Train();
        string report = Path.Combine(_folder, "report.html"), coco = Path.Combine(_folder, "coco"), found = Path.Combine(_folder, "found.json");

        var (code, output, errors) = ToolRun.Run("evaluate", "--model", model, "--data", parts, "--split", "train", "--json", "--report", report);

        Assert.Equal((0, ""), (code, code == 0 ? "" : errors));
        Assert.Contains("(train)", errors);
        Assert.Contains("data:image/png;base64,", File.ReadAllText(report));
        Assert.Equal(0, ToolRun.Run("convert", parts, "--to", "Coco", "--output", coco).Code);
        string truth = Directory.GetFiles(coco, "*train*.json", SearchOption.AllDirectories).Single();
        string[] pictures = [.. Directory.GetFiles(coco, "*.png", SearchOption.AllDirectories).Where(path => path.Contains("train", StringComparison.Ordinal))];
        Assert.Equal(0, ToolRun.Run(["predict", "--model", model, "--threshold", "0.01", "--coco", found, "--coco-ids", truth, "--images", .. pictures]).Code);
        (code, string other, _) = ToolRun.Run("evaluate", "--gt", truth, "--dt", found, "--json");
        Assert.Equal(0, code);
        Assert.Equal(Ap(other), Ap(output), 0.02); // COCO's file rounds its boxes
    }

    [Fact]
    public void Evaluate_WhatDoesNotFit_IsSaid()
    {
        (string model, string parts) = Train();
        string other = Path.Combine(_folder, "other");
        Directory.CreateDirectory(other);
        File.Copy(Directory.GetFiles(parts, "*.png", SearchOption.AllDirectories)[0], Path.Combine(other, "a.png"));
        File.WriteAllText(Path.Combine(other, "boxes.csv"), "image,xmin,ymin,xmax,ymax,class,width,height\na.png,1,2,20,20,cat,96,64\n");
        (int Code, string Message, string[] Arguments)[] cases =
        [
            (2, "no part 'night'", ["--model", model, "--data", parts, "--split", "night"]),
            (2, "--model, --data", ["--model", model]),
            (2, "--model, --data", ["--model", model, "--data", parts, "--gt", "x.json"]),
            (2, "--batch", ["--model", model, "--data", parts, "--batch", "0"]),
            (1, "no class is in both", ["--model", model, "--data", other]),
            (1, "none.zip", ["--model", Path.Combine(_folder, "none.zip"), "--data", parts]),
        ];
        Assert.All(cases, each =>
        {
            var (code, _, errors) = ToolRun.Run(["evaluate", .. each.Arguments]);
            Assert.Equal(each.Code, code);
            Assert.Contains(each.Message, errors);
        });
    }

    [Fact]
    public void Bench_Network_MeasuresEachSetting()
    {
        var (code, output, _) = ToolRun.Run("bench", "--network", "tiny", "--batch", "1,2", "--threads", "1,2", "--seconds", "0.1", "--size", "64x48", "--classes", "3", "--json");

        Assert.Equal(0, code);
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement[] runs = [.. json.RootElement.GetProperty("runs").EnumerateArray()];
        Assert.Equal([(1, 1), (2, 1), (1, 2), (2, 2)], runs.Select(run => (run.GetProperty("batch").GetInt32(), run.GetProperty("threads").GetInt32())));
        Assert.All(runs, run =>
        {
            JsonElement latency = run.GetProperty("latency_ms"), parts = run.GetProperty("image_ms");
            double p50 = Number(latency, "p50"), batch = run.GetProperty("batch").GetInt32();
            Assert.InRange(p50, double.Epsilon, Number(latency, "p90"));
            Assert.InRange(Number(latency, "p90"), p50, Number(latency, "max"));
            Assert.Equal(1000 * batch / Number(latency, "mean"), Number(run, "images_per_second"), 1.0);
            Assert.All(["resize", "network"], part => Assert.True(Number(parts, part) > 0, part));
            Assert.True(Number(parts, "boxes") >= 0);
        });
    }

    [Fact]
    public void Bench_ModelOnPictures_TellsDecoding()
    {
        (string model, string parts) = Train();
        var (code, output, _) = ToolRun.Run("bench", "--model", model, "--images", parts, "--batch", "2", "--seconds", "0.1");
        Assert.Equal(0, code);
        Assert.Matches(@"batch +threads +images/s", output);
        Assert.Contains("decoding a file", output);
    }

    [Theory]
    [InlineData("--network", "yolo")]
    [InlineData("--network", "tiny", "--batch", "0")]
    [InlineData("--network", "tiny", "--threads", "two")]
    [InlineData("--network", "tiny", "--seconds", "0")]
    [InlineData("--network", "tiny", "--size", "64")]
    [InlineData("--network", "tiny", "--threshold", "1")]
    [InlineData("--batch", "1")]
    public void Bench_ArgumentsThatDoNotFit_EndWithTwo(params string[] arguments) => Assert.Equal(ExitCode.Usage, ToolRun.Run(["bench", .. arguments]).Code);

    private static double Ap(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Number(document.RootElement, "ap");
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private (string Model, string Parts) Train()
    {
        string set = SmallSet.Write(Path.Combine(_folder, "set"), 8), parts = Path.Combine(_folder, "parts"), model = Path.Combine(_folder, "model.zip");
        Assert.Equal(0, ToolRun.Run("split", set, "--output", parts, "--no-copies", "--parts", "train=3,test=1", "--to", "PascalVoc").Code);
        var (code, _, errors) = ToolRun.Run(["train", parts, "--out", model, "--set", "training.epochs=2", .. SmallSet.Training]);
        Assert.True(code == 0, errors);
        Assert.Contains($"evaluate --model", errors);
        return (model, parts);
    }
}
