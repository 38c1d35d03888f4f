using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Benchmarks;

/// <summary>From the numbers of torchvision's own networks of 91 classes to detections, softmax included, beside torchvision (ssd_postprocess_peer.py).</summary>
public sealed class PostprocessComparison : IComparisonBenchmark
{
    private const int Threads = 2;
    private const int Runs = 101;

    public string Name => "postprocess";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run()
    {
        foreach ((string peer, ComposedSsd network) in new[] { ("ssd300_vgg16", SsdNetworks.Ssd300Vgg16()), ("ssdlite320_mobilenet_v3_large", SsdNetworks.SsdLite320MobileNetV3()) })
        {
            foreach (string weights in (string[])["random", "trained"])
            {
                yield return Measure(peer, network, weights);
            }
        }
    }

    private Comparison Measure(string peerName, ComposedSsd network, string weights)
    {
        string folder = Directory.CreateTempSubdirectory("postprocess").FullName;
        try
        {
            string bccd = Path.Combine(Peers.Shared, "data", "bccd", "BCCD"), script = Path.Combine(AppContext.BaseDirectory, "ssd_postprocess_peer.py");
            using JsonDocument peer = JsonDocument.Parse(Peers.Run([script, peerName, weights, bccd, folder, $"{Threads}"]));
            float[] Read(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, name))).ToArray();
            float[] logits = Read("logits"), deltas = Read("deltas");
            var postprocessor = new SsdPostprocessor(new AnchorSet(Read("anchors")), network.Coder, network.InputWidth, network.InputHeight);
            SelectionOptions selection = Selection(network.Detection);
            Detection[] found = [];
            double[] times = new double[Runs];
            for (int i = -Runs; i < Runs; i++)
            {
                long start = Stopwatch.GetTimestamp();
                found = postprocessor.Detect(logits, ScoreKind.SoftmaxLogit, deltas, selection);
                times[Math.Max(0, i)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            CheckSame(Read("scores"), found);
            return new Comparison($"{Name}-{peerName}-{weights}", times.Order().ElementAt(Runs / 2), peer.RootElement.GetProperty("ms").GetDouble(), "ms",
                $"SSD.postprocess_detections, {Threads} threads, {found.Length} found");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SelectionOptions Selection(DetectOptions options) => new()
    {
        ScoreThreshold = options.ScoreThreshold, IouThreshold = options.SuppressionIou, CandidatesPerClass = options.CandidatesPerClass,
        MaximumDetections = options.MaxDetections,
    };

    // A figure of other work would say nothing. torchvision moves the boxes of each class apart by float32 offsets, whose rounding turns single
    // boxes at the limit, and their followers: nine in ten scores must be the same.
    private static void CheckSame(float[] scores, Detection[] found)
    {
        int same = found.Count(item => scores.Any(score => Math.Abs(item.Score - score) <= 1e-5));
        if (same < 0.9 * Math.Max(scores.Length, found.Length))
        {
            throw new InvalidOperationException($"The peer found {scores.Length} objects, we {found.Length}, and {same} of the scores are the same.");
        }
    }
}
