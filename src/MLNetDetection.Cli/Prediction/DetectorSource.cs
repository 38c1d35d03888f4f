using Microsoft.ML;
using Microsoft.ML.Transforms.Image;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Cli.Prediction;

/// <summary>Where a detector comes from: a saved model, or a network by its name with a file of weights.</summary>
internal static class DetectorSource
{
    /// <summary>The detector of an ML.NET .zip, with the thresholds that were saved.</summary>
    /// <exception cref="InvalidDataException">The model holds none, or sees only resized pictures.</exception>
    public static (SsdDetector Detector, DetectOptions Options) OfModel(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no model '{path}'.");
        }

        ITransformer[] parts = [.. Flat(new MLContext().Model.Load(path, out _))];
        if (parts.OfType<ImageResizingTransformer>().Any())
        {
            throw new InvalidDataException($"'{path}' was trained behind ResizeImages; run it as it is with ml.Model.Load, since here the network sees whole pictures.");
        }

        SsdTransformer model = parts.OfType<SsdTransformer>().LastOrDefault() ?? throw new InvalidDataException($"'{path}' holds no detector of this library.");
        return (model.Detector, model.DetectOptions);
    }

    /// <summary>A network with weights, and the thresholds of its authors.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    /// <exception cref="InvalidDataException">The weights do not fit it, or the classes do not fit the weights.</exception>
    public static (SsdDetector Detector, DetectOptions Options) OfNetwork(string name, string weights, string? classes, ComputeDevice device, TextWriter messages)
    {
        NamedNetwork network = NetworkNamed(name);
        SsdArchitecture architecture = network.Create();
        string path = PathOf(weights, network);
        var detector = new SsdDetector(architecture, ClassList.Of(classes, Labels(path, architecture) - 1), device: device);
        try
        {
            messages.WriteLine($"{path}: {Torch.Weights.Weights.Load(detector.Network, path)}");
            return (detector, architecture.Detection);
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    /// <exception cref="UsageException">There is no such network.</exception>
    public static NamedNetwork NetworkNamed(string name) => SsdNetworks.All.FirstOrDefault(known => known.Name == name)
        ?? throw new UsageException($"There is no network '{name}'; there are {string.Join(", ", SsdNetworks.All.Select(known => known.Name))}.");

    /// <summary>The transformers of a chain; chains hold their parts, and chains.</summary>
    public static IEnumerable<ITransformer> Flat(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [transformer];

    private static string PathOf(string weights, NamedNetwork network)
    {
        if (File.Exists(weights))
        {
            return weights;
        }

        PublishedWeights published = PublishedWeights.All.FirstOrDefault(known => known.Name == weights)
            ?? throw new FileNotFoundException($"There is no file '{weights}', nor published weights of this name.");
        if (published.Network != network.Name || published.Strictness != Strictness.Exact)
        {
            throw new ArgumentException($"{published.Name} is for {published.Network}{(published.Strictness == Strictness.Exact ? "" : "'s backbone, to begin a training with")}.");
        }

        string path = published.Cached ?? throw new FileNotFoundException(
            $"{published.Name} is not in {PublishedWeights.CacheFolder}: fetch {published.Url} into it (SHA-256 {published.Sha256}).");
        return published.IsGenuine(path) ? path : throw new InvalidDataException($"'{path}' is not the published file: its SHA-256 is not {published.Sha256}.");
    }

    /// <summary>K of the file: its outputs of the first map's class scores over that map's anchors.</summary>
    private static int Labels(string path, SsdArchitecture architecture)
    {
        using WeightFile file = WeightFile.Open(path);
        foreach (string key in (string[])["head.classification_head.module_list.0.bias", "head.classification_head.module_list.0.1.bias", "conf.0.bias"])
        {
            int anchors = architecture.Anchors.AnchorsPerCell[0];
            if (file.Tensors.TryGetValue(key, out StoredTensor? bias) && bias.Shape is [var outputs] && outputs % anchors == 0 && outputs / anchors is >= 2 and <= 10_000)
            {
                return (int)(outputs / anchors);
            }
        }

        throw new InvalidDataException($"'{path}' has no class scores for {architecture.Name}: it is no whole detector of this network.");
    }
}
