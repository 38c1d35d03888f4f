using System.Diagnostics;
using System.Globalization;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using static TorchSharp.torch;

namespace MLNetDetection.Benchmarks;

/// <summary>The first prediction of a new process, and where its time goes, beside torchvision's in a new Python.</summary>
internal sealed class FirstPrediction : IComparisonBenchmark
{
    /// <summary>What Main is given to be that process.</summary>
    public const string Argument = "--measure-first";

    private const string Peer = """
        import sys, time
        start = float(sys.argv[1])
        import torch, warnings
        warnings.filterwarnings("ignore")
        from torchvision.models import detection
        torch.set_num_threads(2)
        model = getattr(detection, sys.argv[2])(weights=None, weights_backbone=None, num_classes=21).eval()
        model.load_state_dict(torch.load(sys.argv[3]))
        with torch.inference_mode():
            model([torch.rand(3, 480, 640)])
        print(time.time() - start)
        """;

    public string Name => "first-prediction";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run() => ((string[])["ssd300_vgg16", "ssdlite320_mobilenet_v3_large"]).Select(Compare);

    /// <summary>Is the other process: one line of parts, one of the seconds since its start.</summary>
    public static void Print(string model)
    {
        double started = (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalSeconds;
        long at = Stopwatch.GetTimestamp();
        set_num_threads(2);
        double libtorch = Lap();
        SsdDetector detector;
        using (var reader = new BinaryReader(File.OpenRead(model)))
        {
            detector = SsdDetector.Load(reader);
        }

        double load = Lap();
        detector.Prepare();
        double prepare = Lap();
        detector.Detect([new PixelImage(640, 480)]);
        double first = Lap();
        detector.Detect([new PixelImage(640, 480)]);
        double second = Lap();
        detector.Dispose();
        Console.WriteLine(FormattableString.Invariant(
            $"runtime {started:0.00} s, libtorch {libtorch:0.00}, model {load:0.00}, preparation {prepare:0.00}, first prediction {first:0.000}, second {second:0.000}"));
        Console.WriteLine((started + libtorch + load + prepare + first).ToString(CultureInfo.InvariantCulture));

        double Lap()
        {
            double seconds = Stopwatch.GetElapsedTime(at).TotalSeconds;
            at = Stopwatch.GetTimestamp();
            return seconds;
        }
    }

    private static Comparison Compare(string network)
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdetection-bench-").FullName;
        try
        {
            string script = Path.Combine(AppContext.BaseDirectory, "inference_peer.py"), model = Path.Combine(folder, "model");
            Peers.Run([script, "write", network, "21", "1", folder]);
            using (var detector = new SsdDetector(SsdNetworks.All.Single(n => n.Name == network).Create(), [.. Enumerable.Range(1, 20).Select(c => $"class {c}")]))
            {
                using var writer = new BinaryWriter(File.Create(model));
                detector.Save(writer);
            }

            string now = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds.ToString("R", CultureInfo.InvariantCulture);
            double peer = Peers.Number(Peer, now, network, Path.Combine(folder, "weights.pth"));
            string[] lines = OwnProcess.Run([Argument, model]).TrimEnd().Split('\n');
            Console.WriteLine($"{network}: {lines[0]}");
            return new Comparison($"first-prediction-{network}", double.Parse(lines[1], CultureInfo.InvariantCulture), peer, "s since the process's start", "torchvision");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
