using System.Text;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Cli.Tests;

/// <summary>mldetect train and mldetect recipes.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-train-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Train_SmallSet_WritesModelRecordsAndALineForEachEpoch()
    {
        string model = File("out/model.zip"), log = File("run");

        var (code, output, errors) = ToolRun.Run(Train(model, "--log", log, "--val", Set("held"), "--json"));

        Assert.Equal((0, ""), (code, code == 0 ? "" : errors));
        using JsonDocument summary = JsonDocument.Parse(output);
        Assert.Equal((2, "Completed", "tiny-cpu"), (summary.RootElement.GetProperty("epochs").GetInt32(),
            summary.RootElement.GetProperty("end").GetString(), summary.RootElement.GetProperty("recipe").GetString()));
        Assert.Equal(2, errors.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.DoesNotContain(errors, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.All(["log.jsonl", "report.html", "recipe.json", "checkpoint/last.checkpoint"], name => Assert.True(System.IO.File.Exists(Path.Combine(log, name)), name));
        Assert.Single(Directory.GetFiles(log, "events.out.tfevents.*"));
        AssertPredicts(model);
    }

    [Fact]
    public void Train_SameFolderAgain_NeedsResume()
    {
        string model = File("model.zip"), log = File("run");
        Assert.Equal(0, ToolRun.Run(Train(model, "--log", log)).Code);

        var (code, _, errors) = ToolRun.Run(Train(model, "--log", log));
        Assert.Equal(1, code);
        Assert.Contains("last.checkpoint' holds the state of an earlier run: --resume goes on", errors);
        (code, string output, errors) = ToolRun.Run(Train(model, "--log", log, "--resume"));
        Assert.Equal(0, code);
        Assert.Contains("trained after 2 epochs", output);
        Assert.DoesNotContain("\nepoch ", errors);
    }

    [Fact]
    public void FindLr_SmallSet_WritesItsCurve()
    {
        string csv = File("rates.csv"), report = File("rates.html");
        string[] network = [.. Train(File("unused.zip")).Skip(4)];

        var (code, output, _) = ToolRun.Run(["find-lr", Set("set"), .. network, "--steps", "30", "--csv", csv, "--report", report, "--json"]);

        using JsonDocument curve = JsonDocument.Parse(output);
        int points = curve.RootElement.GetProperty("points").GetArrayLength();
        Assert.InRange(points, 1, 30);
        Assert.Equal(curve.RootElement.GetProperty("suggestion").ValueKind == JsonValueKind.Null ? 1 : 0, code);
        Assert.Equal(points + 1, System.IO.File.ReadAllLines(csv).Length);
        Assert.Contains("Loss by rate", System.IO.File.ReadAllText(report));
        Assert.Equal(ExitCode.Usage, ToolRun.Run("find-lr", Set("set"), "--steps", "3").Code);
    }

    [Fact]
    public void Recipes_ListNameAndModel_TellThem()
    {
        var (code, output, _) = ToolRun.Run("recipes");
        Assert.Equal((0, Recipe.Library.Count), (code, output.TrimEnd().Split('\n').Length));
        (code, output, _) = ToolRun.Run("recipes", "tiny-cpu", "--set", "training.epochs=7", "--set", "training.optimizer=adamW");
        Assert.Equal(0, code);
        Assert.Equal((7, "adamW"), Training(output));
        string model = File("model.zip");
        Assert.Equal(0, ToolRun.Run(Train(model, "--set", "training.optimizer=adamW")).Code);
        (code, output, _) = ToolRun.Run("recipes", model);
        Assert.Equal(0, code);
        Assert.Equal((2, "adamW"), Training(output));
    }

    [Fact]
    public void Train_WrongArgument_EndsWithTwoBeforeAnythingIsRead()
    {
        string nowhere = File("nowhere"), model = File("model.zip");
        (string[] Arguments, string Message)[] cases =
        [
            (["train", nowhere, "--out", model, "--recipe", "tiny-gpu"], "Did you mean 'tiny-cpu'?"),
            (["train", nowhere, "--out", model, "--set", "training.epochs=0"], "$.training.epochs"),
            (["train", nowhere, "--out", model, "--recipe", "none.json"], "none.json"),
            (["train", nowhere, "--out", model, "--resume"], "--log"),
            (["recipes", "tiny-cpu", "--set", "x"], "path=value"),
        ];
        Assert.All(cases, each =>
        {
            var (code, _, errors) = ToolRun.Run(each.Arguments);
            Assert.Equal(ExitCode.Usage, code);
            Assert.Contains(each.Message, errors);
        });
    }

    [Fact]
    public void Train_DataThatCannotBeUsed_EndsWithOne()
    {
        var (code, _, errors) = ToolRun.Run("train", File("nowhere"), "--out", File("model.zip"));
        Assert.Equal((1, true), (code, errors.Contains("nowhere", StringComparison.Ordinal)));
        (code, _, errors) = ToolRun.Run(Train(File("model.zip"), "--val", "unknown-part"));
        Assert.Equal((1, true), (code, errors.Contains("unknown-part", StringComparison.Ordinal)));
        (code, _, errors) = ToolRun.Run(Train(_folder));
        Assert.Equal((1, true), (code, errors.Contains("is a folder", StringComparison.Ordinal)));
    }

    private static (int Epochs, string? Optimizer) Training(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement training = document.RootElement.GetProperty("training");
        return (training.GetProperty("epochs").GetInt32(), training.GetProperty("optimizer").GetString());
    }

    private void AssertPredicts(string model)
    {
        var ml = new MLContext();
        ITransformer loaded = ml.Model.Load(model, out _);
        IDataView rows = ml.Data.LoadFromEnumerable(Directory.GetFiles(Set("held"), "*.png").Select(path => new Input { ImagePath = path }));
        Output[] found = [.. ml.Data.CreateEnumerable<Output>(loaded.Transform(rows), reuseRowObject: false)];
        (loaded as IDisposable)?.Dispose();
        Assert.Equal(4, found.Length);
        Assert.All(found, row => Assert.Equal(4 * row.PredictedLabel.Length, row.PredictedBoundingBoxes.Length));
        Assert.All(found.SelectMany(row => row.PredictedLabel), name => Assert.Contains(name, new[] { "dark", "light" }));
    }

    private string[] Train(string model, params string[] more) =>
    [
        "train", Set("set"), "--out", model, "--set", "network.width=96", "--set", "network.height=64", "--set", "network.channels=16",
        "--set", "training.epochs=2", "--set", "training.batchSize=4", "--set", "training.threads=1", "--set", "training.workers=1", .. more,
    ];

    private string File(string name) => Path.Combine(_folder, name);

    // Four pictures with a dark or a light block each, and a table of their boxes.
    private string Set(string name)
    {
        string set = File(name);
        if (Directory.Exists(set))
        {
            return set;
        }

        Directory.CreateDirectory(set);
        var table = new StringBuilder("image,xmin,ymin,xmax,ymax,class,width,height\n");
        for (int i = 0; i < 4; i++)
        {
            var image = new PixelImage(96, 64);
            image.Rgb.AsSpan().Fill(120);
            for (int at = 0; at < 30 * 30; at++)
            {
                image.Rgb.AsSpan(3 * ((((at / 30) + 10) * 96) + (at % 30) + (10 * i)), 3).Fill(i % 2 == 0 ? (byte)20 : (byte)230);
            }

            using MLImage picture = image.ToMLImage();
            picture.Save(Path.Combine(set, $"{i}.png"));
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}.png,{10 * i},10,{(10 * i) + 30},40,{(i % 2 == 0 ? "dark" : "light")},96,64\n");
        }

        System.IO.File.WriteAllText(Path.Combine(set, "boxes.csv"), table.ToString());
        return set;
    }

    private sealed class Input
    {
        public string ImagePath { get; set; } = "";
    }

    private sealed class Output
    {
        public string[] PredictedLabel { get; set; } = [];

        public float[] PredictedBoundingBoxes { get; set; } = [];
    }
}
