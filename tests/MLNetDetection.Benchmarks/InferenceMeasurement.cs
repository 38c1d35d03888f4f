using System.Diagnostics;
using System.Globalization;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Data;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;
using static TorchSharp.torch;

namespace MLNetDetection.Benchmarks;

/// <summary>Our side of <see cref="InferenceComparison"/>, in a process of its own.</summary>
internal static class InferenceMeasurement
{
    /// <summary>What Main is given to be that process.</summary>
    public const string Argument = "--measure-inference";

    /// <summary>Prints the median milliseconds.</summary>
    /// <param name="model">A network's name.</param>
    /// <param name="classes">With background, as torchvision counts.</param>
    /// <param name="folder">With weights and pictures.</param>
    /// <param name="work">A number of pictures at once, or "jpeg".</param>
    /// <param name="precision">Of the prediction.</param>
    public static void Print(string model, int classes, string folder, string work, PredictionPrecision precision)
    {
        set_num_threads(2);
        SsdArchitecture architecture = SsdNetworks.All.Single(network => network.Name == model).Create();
        using var detector = new SsdDetector(architecture, [.. Enumerable.Range(1, classes - 1).Select(c => $"class {c}")]);
        Weights.Load(detector.Network, Path.Combine(folder, "weights.pth"));
        DetectOptions options = architecture.Detection;
        options.Precision = precision;
        string jpeg = Path.Combine(folder, "picture.jpg");
        PixelImage[] pictures = work == "jpeg" ? [] : [.. Enumerable.Range(0, int.Parse(work, CultureInfo.InvariantCulture)).Select(Picture)];
        PixelImage Picture(int i) => new(640, 480, File.ReadAllBytes(Path.Combine(folder, $"{i}.rgb")));
        Console.WriteLine(Median(() => detector.Detect(work == "jpeg" ? [DetectionImages.Read(jpeg)] : pictures, options)).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Milliseconds, after three runs that do not count.</summary>
    public static double Median(Action run, int runs = 15)
    {
        var times = new List<double>();
        for (int i = 0; i < runs + 3; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Skip(3).Order().ElementAt(runs / 2);
    }
}
