using BenchmarkDotNet.Attributes;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Benchmarks;

/// <summary>COCO's evaluation of 100 images, beside the reference in Python.</summary>
public sealed class EvaluatorComparison : IComparisonBenchmark
{
    private const string Script = """
        import sys, json, time, statistics
        sys.path.insert(0, sys.argv[1] + '/eval')
        from coco_reference import evaluate
        d = sys.argv[1] + '/eval/coco_val2014_100/'
        gt = json.load(open(d + 'instances_val2014_100.json')); dt = json.load(open(d + 'instances_val2014_fakebbox100_results.json')); t = []
        for _ in range(3):
            a = time.perf_counter()
            evaluate(gt['annotations'], dt, sorted(i['id'] for i in gt['images']), sorted(c['id'] for c in gt['categories']))
            t.append(time.perf_counter() - a)
        print(statistics.median(t) * 1e3)
        """;

    public string Name => "coco-evaluate-100-images";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run() =>
        [new(Name, Parts.Milliseconds<Evaluation>(), Peers.Number(Script, Peers.Shared), "ms", "eval/coco_reference.py")];

    /// <summary>Ours, from objects in memory.</summary>
    public class Evaluation
    {
        private static readonly string _folder = Path.Combine(Peers.Shared, "eval", "coco_val2014_100");
        private readonly EvaluationSet _set = CocoFiles.Read(
            Path.Combine(_folder, "instances_val2014_100.json"), Path.Combine(_folder, "instances_val2014_fakebbox100_results.json"));

        /// <summary>Evaluates and accumulates.</summary>
        [Benchmark]
        public CocoMetrics Run() => new CocoEvaluator().Evaluate(_set);
    }
}
