using BenchmarkDotNet.Attributes;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Benchmarks;

/// <summary>Suppression of SSD300's 8,732 boxes, beside torchvision.ops.nms.</summary>
public sealed class SuppressionComparison : IComparisonBenchmark
{
    private const string Script = """
        import torch, torchvision, time, statistics
        torch.set_num_threads(2); torch.manual_seed(1)
        p = torch.rand(8732, 2) * 270; s = torch.rand(8732, 2) * 60 + 1
        boxes = torch.cat([p, p + s], 1); scores = torch.rand(8732); t = []
        for _ in range(12):
            a = time.perf_counter(); torchvision.ops.nms(boxes, scores, .45); t.append(time.perf_counter() - a)
        print(statistics.median(t[2:]) * 1e3)
        """;

    public string Name => "nms-8732";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run() => [new(Name, Parts.Milliseconds<Suppression>(), Peers.Number(Script), "ms", "torchvision.ops.nms, 2 threads")];

    /// <summary>Ours, on boxes of the same distribution.</summary>
    public class Suppression
    {
        private readonly BoxXyxy[] _boxes = new BoxXyxy[8732];
        private readonly float[] _scores = new float[8732];

        /// <summary>Draws the boxes.</summary>
        public Suppression()
        {
            var random = new Random(1);
            for (int i = 0; i < _boxes.Length; i++)
            {
                float x = random.NextSingle() * 270, y = random.NextSingle() * 270;
                _boxes[i] = new BoxXyxy(x, y, x + (random.NextSingle() * 60) + 1, y + (random.NextSingle() * 60) + 1);
                _scores[i] = random.NextSingle();
            }
        }

        /// <summary>One call.</summary>
        [Benchmark]
        public int[] Run() => NonMaximumSuppression.Run(_boxes, _scores, 0.45);
    }
}
