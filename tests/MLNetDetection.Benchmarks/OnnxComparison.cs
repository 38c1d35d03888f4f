using System.Diagnostics;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Benchmarks;

/// <summary>One picture through a network, raw heads, beside its ONNX in OpenCV's dnn; and the size of both files.</summary>
internal sealed class OnnxComparison : IComparisonBenchmark
{
    private const int Classes = 20;

    // Differs from ssd300_vgg16 in its anchors only.
    private const string SameLayers = "ssd300_voc_template";

    private const string Script = """
        import sys, time, statistics
        import numpy as np, cv2
        cv2.setNumThreads(2)
        net = cv2.dnn.readNetFromONNX(sys.argv[1]); t = []
        x = np.random.default_rng(1).standard_normal((1, 3, int(sys.argv[2]), int(sys.argv[3]))).astype(np.float32)
        for _ in range(7):
            net.setInput(x); a = time.perf_counter(); net.forward(['logits', 'deltas']); t.append(time.perf_counter() - a)
        print(statistics.median(t[2:]) * 1e3)
        """;

    public string Name => "onnx-inference";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run() => SsdNetworks.All.Where(network => network.Name != SameLayers).SelectMany(Compare);

    private static Comparison[] Compare(NamedNetwork network)
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdetection-bench-").FullName;
        try
        {
            using var detector = new SsdDetector(network.Create(), [.. Enumerable.Range(0, Classes).Select(c => $"class {c}")]);
            SsdArchitecture architecture = detector.Architecture;
            string onnx = Path.Combine(folder, "network.onnx"), weights = Path.Combine(folder, "network.safetensors");
            OnnxExporter.Export(detector, onnx, new OnnxExportOptions { End = OnnxEnd.Raw });
            Weights.SaveSafetensors(detector.Network, weights);
            double ours = Milliseconds(detector);
            double peer = Peers.Number(Script, onnx, $"{architecture.InputHeight}", $"{architecture.InputWidth}");
            return
            [
                new Comparison($"onnx-{network.Name}", ours, peer, "ms an image", "OpenCV dnn"),
                new Comparison($"onnx-size-{network.Name}", new FileInfo(onnx).Length / 1e6, new FileInfo(weights).Length / 1e6, "MB", "safetensors"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Milliseconds(SsdDetector detector)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = inference_mode();
        set_num_threads(2);
        Tensor input = zeros([1, detector.Architecture.InputHeight, detector.Architecture.InputWidth, 3], ScalarType.Byte);
        var times = new List<double>();
        for (int i = 0; i < 7; i++)
        {
            using DisposeScope step = NewDisposeScope();
            long start = Stopwatch.GetTimestamp();
            detector.Network.call(input);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Skip(2).Order().ElementAt(2);
    }
}
