using Microsoft.ML;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Cli.Tests;

/// <summary>mldetect export.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Export_SavedModel_WritesOnnxAndSafetensors()
    {
        string model = Model();

        (int code, string output, string errors) = ToolRun.Run("export", model, "--to", "onnx", "--end", "Detections", "--batch", "any", "--opset", "11");
        Assert.Equal((0, ""), (code, errors));
        string onnx = Path.ChangeExtension(model, "onnx");
        Assert.Equal($"{onnx}: {new FileInfo(onnx).Length} bytes\n", output.ReplaceLineEndings("\n"));
        Assert.True(File.ReadAllBytes(onnx).AsSpan().IndexOf("NonMaxSuppression"u8) > 0);
        string weights = Path.Combine(_folder, "w.safetensors");
        Assert.Equal(0, ToolRun.Run("export", model, "--to", "safetensors", "--output", weights).Code);
        Assert.True(File.ReadAllBytes(weights).AsSpan().IndexOf("backbone.stem.0.0.weight"u8) > 0);
    }

    [Fact]
    public void Export_BadArguments_SaysWhich()
    {
        string model = Model();

        (int code, _, string errors) = ToolRun.Run("export", model, "--to", "onnx", "--opset", "9");
        Assert.Equal(1, code);
        Assert.Contains("Opset 9 is too old", errors);
        (code, _, errors) = ToolRun.Run("export", model, "--to", "onnx", "--batch", "few");
        Assert.Equal(2, code);
        Assert.Contains("few", errors);
        (code, _, errors) = ToolRun.Run("export", Path.Combine(_folder, "none.zip"), "--to", "onnx");
        Assert.Equal(1, code);
        Assert.Contains("none.zip", errors);
        Assert.Equal(2, ToolRun.Run("export", model, "--to", "torchscript").Code);
        Assert.Equal([model], Directory.EnumerateFiles(_folder, "model.*"));
    }

    // One step over one picture: what the network has learnt is of no interest here.
    private string Model()
    {
        string picture = Path.Combine(_folder, "a.png"), path = Path.Combine(_folder, "model.zip");
        using (Microsoft.ML.Data.MLImage image = new PixelImage(64, 64).ToMLImage())
        {
            image.Save(picture);
        }

        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable([new Row(picture, ["one"], [8f, 8f, 40f, 40f])]);
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.LoadImages("Image", "", "ImagePath"))
            .Append(new SsdTrainer(ml, new SsdTrainer.Options
            {
                Architecture = new TinySsd(64, 64, 16), Training = new TrainingOptions { Epochs = 1, Threads = 1 },
            })).Fit(data);
        ml.Model.Save(model, data.Schema, path);
        (model as IDisposable)?.Dispose();
        return path;
    }

    private sealed record Row(string ImagePath, string[] Label, float[] BoundingBoxes);
}
