using System.Diagnostics;
using System.Text.Json;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Tests.Golden;

namespace MLNetDetection.Core.Tests.Metrics;

/// <summary>Figures of random problems; tests/Golden/make_coco_golden.py compared them with pycocotools and coco_reference.py.</summary>
public class CocoGoldenTests
{
    // Sums of up to 10,000 precisions: the orders of adding differ by far less than this.
    private const double Tolerance = 1e-12;

    public sealed record GoldenFigures(
        double Ap, double Ap50, double Ap75, double[] ApArea, double[] ArArea, double[] ArMax, double[][] Classes);

    public sealed record Problem : GoldenProblem
    {
        public double[]? Iou { get; init; }

        public int[]? Max { get; init; }

        public JsonElement[][]? Areas { get; init; }

        public int[]? Classes { get; init; }

        public bool Agnostic { get; init; }

        public required GoldenFigures Figures { get; init; }

        public CocoEvaluatorOptions Options(int threads)
        {
            CocoEvaluatorOptions standard = new();
            return new CocoEvaluatorOptions
            {
                IouThresholds = Iou ?? standard.IouThresholds,
                MaximumDetections = Max ?? standard.MaximumDetections,
                AreaRanges = Areas?.Select(a => new AreaRange(a[0].GetString()!, a[1].GetDouble(), a[2].GetDouble())).ToArray() ?? standard.AreaRanges,
                ClassIds = Classes,
                ClassAgnostic = Agnostic,
                Threads = threads,
            };
        }
    }

    public sealed record GoldenProblems(string[] Compared, Problem[] Problems);

    [Fact]
    public void Evaluate_RandomProblems_EqualsPycocotools()
    {
        GoldenProblems golden = GoldenFile.Read<GoldenProblems>("coco.json.gz");
        Assert.Equal(["coco_reference.py", "pycocotools"], golden.Compared);
        Assert.Equal(500, golden.Problems.Length);
        Assert.All(golden.Problems, problem => Check(problem, problem.ToSet()));
    }

    [Fact]
    public void Evaluate_AnyThreadsAndOrderOfImages_EqualsToTheBit()
    {
        foreach (Problem problem in GoldenFile.Read<GoldenProblems>("coco.json.gz").Problems.Where((_, i) => i % 5 == 0))
        {
            CocoMetrics one = new CocoEvaluator(problem.Options(1)).Evaluate(problem.ToSet());
            CocoMetrics many = new CocoEvaluator(problem.Options(7)).Evaluate(problem.ToSet(backwards: true));
            Assert.Equal(one.Figures, many.Figures);
            Assert.Equal(one.Classes.Select(c => c.Ap), many.Classes.Select(c => c.Ap));
        }
    }

    [SharedFact("eval/coco_reference.py")]
    [Trait("Category", "Verify")]
    public void Evaluate_ThousandsOfProblems_EqualsTheReference()
    {
        string file = Path.GetTempFileName();
        try
        {
            string script = Path.Combine(SharedFolder.Repository(), "tests", "Golden", "make_coco_golden.py");
            using Process python = Process.Start("/usr/bin/python3", [
                script, "--seed", $"{1000 + Campaign.Seed}", "--count", "5000", "--output", file, "--reference", SharedFolder.PathOf("eval")]);
            python.WaitForExit();
            Assert.Equal(0, python.ExitCode);
            using FileStream stream = File.OpenRead(file);
            GoldenProblems golden = GoldenFile.Read<GoldenProblems>(stream);
            Assert.Equal(5000, golden.Problems.Length);
            Assert.All(golden.Problems, problem => Check(problem, problem.ToSet()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Check(Problem problem, EvaluationSet set)
    {
        CocoMetrics found = new CocoEvaluator(problem.Options(0)).Evaluate(set);
        GoldenFigures wanted = problem.Figures;
        Equal([wanted.Ap, wanted.Ap50, wanted.Ap75], [found.Ap, found.Ap50, found.Ap75]);
        Equal(wanted.ApArea, found.ApByArea);
        Equal(wanted.ArArea, found.ArByArea);
        Equal(wanted.ArMax, found.ArByMaximumDetections);
        CocoClassMetrics[] classes = [.. found.Classes.Where(c => c.GroundTruth > 0)];
        Equal([.. wanted.Classes.Select(c => c[0])], [.. classes.Select(c => (double)c.ClassId)]);
        Equal([.. wanted.Classes.Select(c => c[1])], [.. classes.Select(c => c.Ap)]);
        double first = found.Options.IouThresholds[0];
        Equal([.. wanted.Classes.Select(c => c[2])], [.. classes.Select(c => c.PrecisionAt(first).Average())]);
    }

    private static void Equal(IReadOnlyList<double> wanted, IReadOnlyList<double> found)
    {
        Assert.Equal(wanted.Count, found.Count);
        Assert.All(wanted.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
