using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>Training of a network on BCCD's pictures in a process of its own, whole steps with loading.</summary>
/// <param name="ImagesPerSecond">Of the median epoch after the first.</param>
/// <param name="PeakMegabytes">Of the process.</param>
/// <param name="Precision">What was computed in.</param>
/// <param name="Parts">Where the time went, milliseconds of a step.</param>
internal sealed record TrainingMeasurement(double ImagesPerSecond, double PeakMegabytes, TrainingPrecision Precision, string Parts)
{
    /// <summary>What Main is given to be that process.</summary>
    public const string Argument = "--measure-training";

    /// <summary>Runs the other process.</summary>
    /// <param name="network">A name that <see cref="Architecture"/> knows.</param>
    /// <param name="batch">Images in a step.</param>
    /// <param name="images">Images of an epoch.</param>
    /// <param name="precision">Asked for.</param>
    public static TrainingMeasurement Of(string network, int batch, int images, TrainingPrecision precision) =>
        JsonSerializer.Deserialize<TrainingMeasurement>(OwnProcess.Run(
            [Argument, network, batch.ToString(CultureInfo.InvariantCulture), images.ToString(CultureInfo.InvariantCulture), precision.ToString()]))!;

    /// <summary>Is the other process.</summary>
    public static void Print(string network, int batch, int images, TrainingPrecision precision)
    {
        var ml = new MLContext(0);
        IDataView rows = ml.Data.TakeRows(ml.Data.LoadPascalVoc(Path.Combine(Peers.Shared, "data", "bccd", "BCCD"), "train"), images);
        IDataView data = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.LoadImages("Image", imageFolder: "", inputColumnName: "ImagePath")).Fit(rows).Transform(rows);
        var options = new SsdTrainer.Options
        {
            Architecture = Architecture(network),
            Training = new TrainingOptions
            {
                Epochs = 4, BatchSize = batch, LearningRate = 1e-4, Precision = precision, Augmentation = AugmentationPresets.Light,
            },
        };
        using SsdTransformer detector = new SsdTrainer(ml, options).Fit(data);
        TrainingResult training = detector.Training!;
        double speed = training.Epochs.Skip(1).Select(e => e.ImagesPerSecond).Order().ElementAt((training.Epochs.Count - 1) / 2);
        double steps = training.Epochs.Count * Math.Ceiling((double)images / batch);
        Console.WriteLine(JsonSerializer.Serialize(new TrainingMeasurement(speed, OwnProcess.PeakMegabytes(), training.Precision, Describe(training, steps))));
    }

    private static string Describe(TrainingResult result, double steps)
    {
        TrainingTimes t = result.Times;
        string Each(TimeSpan part) => (part.TotalMilliseconds / steps).ToString("0.0", CultureInfo.InvariantCulture);
        return $"forward {Each(t.Forward)}, loss {Each(t.Loss)}, backward {Each(t.Backward)}, update {Each(t.Update)}, waiting {Each(t.Waiting)}; "
            + $"beside them preparing {Each(t.Preparing)}, matching {Each(t.Matching)}";
    }

    private static SsdArchitecture Architecture(string name) => name switch
    {
        "tiny" => new TinySsd(320, 240),
        "ssd300_vgg16" => SsdNetworks.Ssd300Vgg16(),
        "ssdlite320_mobilenet_v3_large" => SsdNetworks.SsdLite320MobileNetV3(),
        _ => throw new ArgumentException($"No network '{name}'.", nameof(name)),
    };
}
