using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Cli.Tests;

/// <summary>mldetect predict.</summary>
public sealed class PredictCommandTests : IDisposable
{
    private static readonly string[] _names = ["ball", "cone", "crate", "donut", "star"];

    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-predict-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Predict_NetworkWithWeights_TellsWhatTheDetectorFinds()
    {
        string[] files = Draw(3);
        using SsdDetector detector = Weights(out string weights);

        var (code, output, errors) = ToolRun.Run(
            ["predict", "--network", "tiny", "--weights", weights, "--classes", string.Join(',', _names), "--threshold", "0.15", "--batch", "2", "--device", "cpu", "--json", "--images", .. files]);

        Assert.Equal((0, ""), (code, errors[errors.IndexOf('\n')..].Trim()));
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(files, json.RootElement.EnumerateArray().Select(picture => picture.GetProperty("file").GetString()));
        DetectOptions options = detector.Architecture.Detection;
        options.ScoreThreshold = 0.15f;
        IReadOnlyList<Detection>[] expected = detector.Detect([.. files.Select(file => DetectionImages.Read(file))], options);
        Assert.Contains(expected, found => found.Count > 0);
        foreach ((JsonElement picture, IReadOnlyList<Detection> found) in json.RootElement.EnumerateArray().Zip(expected))
        {
            Assert.Equal((96, 64), (picture.GetProperty("width").GetInt32(), picture.GetProperty("height").GetInt32()));
            JsonElement[] told = [.. picture.GetProperty("detections").EnumerateArray()];
            Assert.Equal(found.Select(item => _names[item.ClassId]), told.Select(item => item.GetProperty("label").GetString()!));
            Assert.Equal(found.Select(item => item.Score), told.Select(item => item.GetProperty("score").GetSingle()), (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.Equal(
                found.SelectMany(item => new[] { item.Box.X1, item.Box.Y1, item.Box.X2, item.Box.Y2 }),
                told.SelectMany(item => item.GetProperty("box").EnumerateArray().Select(edge => edge.GetSingle())), (a, b) => Math.Abs(a - b) < 1e-2);
        }
    }

    [Fact]
    public void Predict_SavedModel_WritesEveryForm()
    {
        string[] files = Draw(4);
        string model = Train(), drawn = Path.Combine(_folder, "drawn"), csv = Path.Combine(_folder, "found.csv"), coco = Path.Combine(_folder, "found.json");

        var (code, output, _) = ToolRun.Run(
            ["predict", "--model", model, "--threshold", "0.01", "--csv", csv, "--coco", coco, "--draw", drawn, "--draw-as", "png", "--images", .. files, files[0]]);

        Assert.Equal(0, code);
        Assert.Equal(files.Length, output.Split('\n').Count(line => line.Contains(": 96x64, ", StringComparison.Ordinal)));
        int found = output.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal));
        Assert.NotEqual(0, found);
        Assert.Equal(found + 1, File.ReadAllLines(csv).Length);
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(coco));
        Assert.Equal(found, results.RootElement.GetArrayLength());
        Assert.All(results.RootElement.EnumerateArray(), item => Assert.InRange(item.GetProperty("image_id").GetInt32(), 1, files.Length));
        Assert.Equal(files.Select(Path.GetFileName).Order(), Directory.GetFiles(drawn).Select(Path.GetFileName).Order());
        PixelImage before = DetectionImages.Read(files[0]), after = DetectionImages.Read(Path.Combine(drawn, Path.GetFileName(files[0])));
        Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
        Assert.NotEqual(before.Rgb, after.Rgb);
    }

    [Fact]
    public void Predict_IdsOfAGroundTruth_AreInTheResults()
    {
        string[] files = Draw(1);
        using SsdDetector detector = Weights(out string weights);
        string truth = Path.Combine(_folder, "truth.json"), coco = Path.Combine(_folder, "found.json");
        File.WriteAllText(truth, $$"""{"images":[{"id":42,"file_name":"{{Path.GetFileName(files[0])}}"}],"categories":[{"id":7,"name":"cone"}],"annotations":[]}""");

        var (code, _, errors) = ToolRun.Run(
            "predict", "--network", "tiny", "--weights", weights, "--classes", string.Join(',', _names), "--threshold", "0.1", "--coco", coco, "--coco-ids", truth, "--images", files[0]);

        Assert.True(code == 0, errors);
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(coco));
        Assert.NotEqual(0, results.RootElement.GetArrayLength());
        Assert.All(results.RootElement.EnumerateArray(), item => Assert.Equal(42, item.GetProperty("image_id").GetInt32()));
        Assert.All(results.RootElement.EnumerateArray(), item => Assert.InRange(item.GetProperty("category_id").GetInt32(), 7, 11));
    }

    [Fact]
    public void Predict_PictureThatIsNone_IsNamedAndTheOthersAreDone()
    {
        string[] files = Draw(2);
        string broken = Path.Combine(_folder, "pictures", "broken.jpg");
        File.WriteAllText(broken, "no picture");
        using SsdDetector detector = Weights(out string weights);

        var (code, output, errors) = ToolRun.Run(
            "predict", "--network", "tiny", "--weights", weights, "--json", "--draw", Path.Combine(_folder, "svg"), "--draw-as", "svg", "--images", Path.GetDirectoryName(files[0])!);

        Assert.Equal(1, code);
        Assert.Contains(broken, errors);
        Assert.Contains("1 of 3 pictures", errors);
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.All(Directory.GetFiles(Path.Combine(_folder, "svg")), file => Assert.StartsWith("<svg", File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("--images", "x.png")]
    [InlineData("--images", "x.png", "--model", "m.zip", "--network", "tiny")]
    [InlineData("--images", "x.png", "--network", "tiny")]
    [InlineData("--images", "x.png", "--model", "m.zip", "--classes", "3")]
    [InlineData("--images", "x.png", "--model", "m.zip", "--threshold", "1")]
    [InlineData("--images", "x.png", "--model", "m.zip", "--coco-ids", "gt.json")]
    [InlineData("--model", "m.zip")]
    [InlineData("--network", "yolo", "--weights", "w.pth", "--images", "PICTURE")]
    public void Predict_ArgumentsThatDoNotFit_EndWithTwo(params string[] arguments) => Assert.Equal(2, ToolRun.Run(["predict", .. arguments.Select(argument => argument == "PICTURE" ? Draw(1)[0] : argument)]).Code);

    [Fact]
    public void Predict_WhatIsNotThere_IsNamed()
    {
        string[] files = Draw(1);
        using SsdDetector detector = Weights(out string weights);
        Fails("nothing.png", "--model", "m.zip", "--images", Path.Combine(_folder, "nothing.png"));
        Fails("m.zip", "--model", "m.zip", "--images", files[0]);
        Fails("for 5 classes", "--network", "tiny", "--weights", weights, "--classes", "9", "--images", files[0]);
        Fails("does not fit the network", "--network", "ssd300_resnet50", "--weights", weights, "--images", files[0]);
        Fails("https://download.pytorch.org/models/ssd300_vgg16_coco-b556d3b4.pth", "--network", "ssd300_vgg16", "--weights", "SSD300_VGG16_COCO_V1", "--images", files[0]);
        Fails("backbone", "--network", "ssd300_resnet50", "--weights", "ResNet50_IMAGENET1K_V1", "--images", files[0]);
    }

    [Fact]
    public void Networks_Json_ListsAllWithTheirFigures()
    {
        var (code, output, _) = ToolRun.Run("networks", "--json");
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement vgg = json.RootElement.EnumerateArray().Single(network => network.GetProperty("name").GetString() == "ssd300_vgg16");

        Assert.Equal((0, SsdNetworks.All.Count), (code, json.RootElement.GetArrayLength()));
        Assert.Equal((8732, 35_641_826L), (vgg.GetProperty("anchors").GetInt32(), vgg.GetProperty("parameters").GetInt64()));
        Assert.Equal(69.7, vgg.GetProperty("gflops").GetDouble(), 0.05); // torchvision's page: 34.86 billion multiply-adds
        Assert.Equal(64, vgg.GetProperty("weights")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal(2, ToolRun.Run("networks", "--classes", "many").Code);
        Assert.Equal(SsdNetworks.All.Count + 1, ToolRun.Run("networks", "--classes", "20").Output.TrimEnd().Split('\n').Length);
    }

    private void Fails(string message, params string[] arguments)
    {
        var (code, _, errors) = ToolRun.Run(["predict", .. arguments]);
        Assert.Equal(1, code);
        Assert.Contains(message, errors);
    }

    private static ShapesGenerator Generator => new(new ShapesOptions { Width = 96, Height = 64, EmptyShare = 0 });

    /// <summary>A few pictures with shapes, in the folder "pictures".</summary>
    private string[] Draw(int count)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "pictures")).FullName;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            string path = Path.Combine(folder, $"{i}.png");
            using MLImage picture = Generator.Draw(i).Image.ToMLImage();
            picture.Save(path);
            return path;
        })];
    }

    private SsdDetector Weights(out string path)
    {
        var detector = new SsdDetector(new TinySsd(), _names, 1);
        path = Path.Combine(_folder, "tiny.safetensors");
        Torch.Weights.Weights.SaveSafetensors(detector.Network, path);
        return detector;
    }

    private string Train()
    {
        var ml = new MLContext(1);
        var rows = Enumerable.Range(0, 4).Select(i => new DetectionRow
        {
            ImagePath = Path.Combine(_folder, "pictures", $"{i}.png"),
            Label = [.. Generator.Draw(i).Objects.Select(item => _names[item.ClassId])],
            BoundingBoxes = [.. Generator.Draw(i).Objects.SelectMany(item => new[] { item.Box.X1, item.Box.Y1, item.Box.X2, item.Box.Y2 })],
            Difficult = new bool[Generator.Draw(i).Objects.Count],
        }).ToList();
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        using var model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.LoadImages("Image", imageFolder: "", inputColumnName: "ImagePath"))
            .Append(new SsdTrainer(ml, new SsdTrainer.Options { Architecture = new TinySsd(96, 64, 16), Training = new TrainingOptions { Epochs = 1, BatchSize = 4, Threads = 1 } }))
            .Fit(data);
        string path = Path.Combine(_folder, "model.zip");
        ml.Model.Save(model, data.Schema, path);
        return path;
    }
}
