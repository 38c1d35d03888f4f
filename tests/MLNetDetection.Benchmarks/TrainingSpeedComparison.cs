using System.Text.Json;
using System.Text.RegularExpressions;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>
/// Images trained per second and the process's peak memory, beside torchvision's networks on the same libtorch, each side in a
/// process of its own, in turn. Ours reads, augments and matches pictures while it trains; of the peers only the one on BCCD does.
/// </summary>
internal sealed partial class TrainingSpeedComparison : IComparisonBenchmark
{
    // The peer's script, with the peak of its memory printed after it.
    private const string WithPeak = """
        import sys, resource, runpy
        sys.argv = sys.argv[1:]
        runpy.run_path(sys.argv[0], run_name='__main__')
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        """;

    public string Name => "training-speed";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run() =>
    [
        .. Compare("tiny", 16, 205, BccdPeer),
        .. Compare("ssdlite320_mobilenet_v3_large", 8, 24, () => TorchvisionPeer("ssdlite320_mobilenet_v3_large", 8)),
        .. Compare("ssd300_vgg16", 4, 8, () => TorchvisionPeer("ssd300_vgg16", 4)),
    ];

    private static IEnumerable<Comparison> Compare(string network, int batch, int images, Func<(double Speed, double Peak)> runPeer)
    {
        (double speed, double peak) = runPeer();
        foreach (TrainingPrecision precision in (TrainingPrecision[])[TrainingPrecision.Float32, TrainingPrecision.BFloat16])
        {
            TrainingMeasurement ours = TrainingMeasurement.Of(network, batch, images, precision);
            string name = $"training-{network}-{ours.Precision}".ToLowerInvariant();
            Console.WriteLine($"{name}, ms of a step: {ours.Parts}");
            yield return new Comparison(name, ours.ImagesPerSecond, speed, "images/s", "torchvision, float32");
            yield return new Comparison($"{name}-memory", ours.PeakMegabytes, peak, "MB at the peak", "torchvision, float32");
        }
    }

    private static (double Speed, double Peak) TorchvisionPeer(string model, int batch)
    {
        string[] lines = Script("torchvision_ssd.py", "train", "--model", model, "--classes", "4", "--batch", $"{batch}", "--runs", "5");
        return (JsonDocument.Parse(lines[^2]).RootElement.GetProperty("images_per_second").GetDouble(), Number(lines[^1]));
    }

    private static (double Speed, double Peak) BccdPeer()
    {
        string[] lines = Script("torchvision_bccd.py", "5");
        Match last = lines.Select(line => Speed().Match(line)).Last(match => match.Success);
        return (Number(last.Groups[1].Value), Number(lines[^1]));
    }

    private static string[] Script(string name, params string[] arguments) =>
        Peers.Run(["-c", WithPeak, Path.Combine(Peers.Shared, "peers", name), .. arguments]).TrimEnd().Split('\n');

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"img/s ([\d.]+)")]
    private static partial Regex Speed();
}
