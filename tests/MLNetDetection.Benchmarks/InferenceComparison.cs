using System.Globalization;
using System.Text.Json;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Benchmarks;

/// <summary>
/// A 640x480 picture to detections, singly and eight at once, and from a JPEG file, beside torchvision on the same weights and pixels: two
/// threads, medians, each side in a process of its own, in turn. Torchvision computes in float32 throughout.
/// </summary>
internal sealed class InferenceComparison : IComparisonBenchmark
{
    private const int Batch = 8;

    private static readonly (string Model, int Classes)[] _networks = [("ssd300_vgg16", 91), ("ssd300_vgg16", 21), ("ssdlite320_mobilenet_v3_large", 91)];

    public string Name => "inference";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run() => _networks.SelectMany(network => Compare(network.Model, network.Classes));

    private static List<Comparison> Compare(string model, int classes)
    {
        var results = new List<Comparison>();
        string folder = Directory.CreateTempSubdirectory("mlnetdetection-bench-").FullName;
        try
        {
            string script = Path.Combine(AppContext.BaseDirectory, "inference_peer.py");
            Peers.Run([script, "write", model, $"{classes}", $"{Batch}", folder]);
            foreach (int batch in (int[])[1, Batch])
            {
                Add($"batch-{batch}", $"{batch}", Torchvision(model, classes, batch));
            }

            Add("jpeg", "jpeg", double.Parse(Peers.Run([script, "jpeg", model, $"{classes}", folder, "9"]), CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return results;

        void Add(string what, string work, double peer)
        {
            foreach (PredictionPrecision precision in Enum.GetValues<PredictionPrecision>())
            {
                double ours = double.Parse(OwnProcess.Run([InferenceMeasurement.Argument, model, $"{classes}", folder, work, $"{precision}"]), CultureInfo.InvariantCulture);
                results.Add(new Comparison($"inference-{model}-{classes}-{what}-{precision}".ToLowerInvariant(), ours, peer, "ms", "torchvision, float32"));
                Console.WriteLine(results[^1].Row);
            }
        }
    }

    private static double Torchvision(string model, int classes, int batch)
    {
        string json = Peers.Run(
            [Path.Combine(Peers.Shared, "peers", "torchvision_ssd.py"), "infer", "--model", model, "--classes", $"{classes}", "--batch", $"{batch}", "--runs", batch == 1 ? "9" : "5"]);
        return JsonDocument.Parse(json).RootElement.GetProperty("total").GetDouble();
    }
}
