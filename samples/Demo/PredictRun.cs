using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Demo;

/// <summary>The second process: plain ML.NET, a file and some pictures.</summary>
internal static class PredictRun
{
    public static int Run(string modelPath, string imageListPath, string resultsPath)
    {
        var ml = new MLContext();
        ITransformer model = ml.Model.Load(modelPath, out _);
        ImageInput[] inputs = [.. File.ReadLines(imageListPath).Select(path => new ImageInput { ImagePath = path })];
        File.WriteAllText(resultsPath, ToJson(Predict(ml, model, inputs)));
        (model as IDisposable)?.Dispose();
        return 0;
    }

    public static IReadOnlyList<ImageDetections> Predict(MLContext ml, ITransformer model, IReadOnlyList<ImageInput> inputs)
    {
        IDataView predicted = model.Transform(ml.Data.LoadFromEnumerable(inputs));
        return [.. ml.Data.CreateEnumerable<ImageDetections>(predicted, reuseRowObject: false)];
    }

    /// <summary>Shortest text that reads back to the same bits, so equal texts are equal detections.</summary>
    public static string ToJson(IReadOnlyList<ImageDetections> detections) => JsonSerializer.Serialize(
        detections.Select(d => new { d.ImagePath, Label = d.PredictedLabel, Boxes = d.PredictedBoundingBoxes, d.Score }));

    /// <summary>What the saved pipeline reads.</summary>
    internal sealed class ImageInput
    {
        public string ImagePath { get; set; } = "";

        // The pipeline was fitted with labels; ML.NET asks for the column when it predicts too, and leaves it empty.
        public string[] Label { get; set; } = [];
    }

    /// <summary>What it writes.</summary>
    internal sealed class ImageDetections
    {
        public string ImagePath { get; set; } = "";

        [VectorType]
        public string[] PredictedLabel { get; set; } = [];

        public float[] PredictedBoundingBoxes { get; set; } = [];

        public float[] Score { get; set; } = [];
    }
}
