using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Tests.Golden;

namespace MLNetDetection.Core.Tests.Metrics;

public class CocoEvaluatorTests
{
    private static readonly BoxXyxy _here = new(10, 10, 60, 60);
    private static readonly BoxXyxy _there = new(100, 100, 150, 150);

    public sealed record Problem(long[] Images, double[] Figures, double[][] Truths, double[][] Detections);

    [Fact]
    public void Compute_RandomProblems_EqualsTheReference()
    {
        Problem[] problems = GoldenFile.Read<Problem[]>("coco.json");
        Assert.Equal(40, problems.Length);
        foreach (Problem problem in problems)
        {
            CocoEvaluator forward = new(), backward = new(new CocoEvaluatorOptions { Threads = 1 });
            foreach (long image in problem.Images)
            {
                AddImage(forward, problem, image);
            }

            foreach (long image in problem.Images.Reverse())
            {
                AddImage(backward, problem, image);
            }

            double[] found = [.. forward.Compute().Figures.Select(f => f.Value)];

            // Sums of up to 4,000 precisions: the orders of adding differ by far less than this.
            Assert.All(problem.Figures.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            Assert.Equal(found, backward.Compute().Figures.Select(f => f.Value));
        }
    }

    [Fact]
    public void Compute_PerfectDetections_AreOne()
    {
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [new(_here, 0), new(_there, 1)], [new(_here, 0, 0.9f), new(_there, 1, 0.1f)]);
        CocoMetrics metrics = evaluator.Compute();

        // pycocotools adds 2^-52 to the denominator 1.
        Assert.Equal(1, metrics.Ap, 1e-15);
        Assert.Equal(1, metrics.Ar1);
        Assert.Equal((-1, -1), (metrics.ApSmall, metrics.ApLarge));
        Assert.Equal(1, metrics.ApMedium, 1e-15);
        Assert.Equal(1, metrics.Images);
    }

    [Fact]
    public void Compute_HandWorked_OneHitOneMissOneFound()
    {
        // Best first: a miss (precision 0), a hit (1/2, recall 1/2); the second object is never found. Recalls 0 to 0.50 read
        // 1/2, which are 51 of 101.
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [new(_here, 0), new(_there, 0)], [new(new BoxXyxy(300, 0, 350, 50), 0, 0.9f), new(_here, 0, 0.8f)]);
        CocoMetrics metrics = evaluator.Compute();
        Assert.Equal(0.5 * 51 / 101, metrics.Ap50, 1e-12);
        Assert.Equal(0, metrics.Ar1);
        Assert.Equal(0.5, metrics.Ar10);
        CocoClassMetrics item = Assert.Single(metrics.Classes);
        Assert.Equal((0, 2, 2), (item.ClassId, item.GroundTruth, item.Detections));
        IReadOnlyList<double> curve = item.PrecisionAt(0.5);
        Assert.Equal(101, curve.Count);
        Assert.Equal((0.5, 0.5, 0), (curve[0], curve[50], curve[51]));
    }

    [Fact]
    public void Compute_NothingAdded_IsUndefined()
    {
        CocoMetrics metrics = new CocoEvaluator().Compute();
        Assert.All(metrics.Figures, figure => Assert.Equal(-1, figure.Value));
        Assert.Empty(metrics.Classes);
    }

    [Fact]
    public void Compute_NoGroundTruth_IsUndefinedNotOne()
    {
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [], [new(_here, 3, 0.5f)]);
        CocoMetrics metrics = evaluator.Compute();
        Assert.Equal(-1, metrics.Ap);
        CocoClassMetrics item = Assert.Single(metrics.Classes);
        Assert.Equal((3, -1d, 0, 1), (item.ClassId, item.Ap, item.GroundTruth, item.Detections));
        Assert.Empty(item.PrecisionAt(0.5));
    }

    [Fact]
    public void Compute_NoDetections_IsZero()
    {
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [new(_here, 0)], []);
        Assert.Equal((0, 0, 0), (evaluator.Compute().Ap, evaluator.Compute().Ap50, evaluator.Compute().Ar100));
    }

    [Fact]
    public void Compute_ClassWithoutGroundTruth_StaysOutOfTheMean()
    {
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [new(_here, 0)], [new(_here, 0, 0.9f), new(_there, 7, 0.9f)]);
        Assert.Equal(1, evaluator.Compute().Ap, 1e-15);
    }

    [Fact]
    public void Compute_TwoDetectionsOnOneObject_CountsOne()
    {
        // The better one hits; the other misses after full recall, which costs nothing. The other way round it costs half.
        BoxXyxy near = new(10, 10, 60, 58);
        CocoEvaluator first = new(), second = new();
        first.Add(1, [new(_here, 0)], [new(_here, 0, 0.9f), new(near, 0, 0.8f)]);
        second.Add(1, [new(_here, 0), new(_there, 0)], [new(_here, 0, 0.9f), new(near, 0, 0.8f), new(_there, 0, 0.7f)]);
        Assert.Equal(1, first.Compute().Ap50, 1e-15);

        // Recalls 0 to 0.50 read 1, those to 1.00 read 2/3.
        Assert.Equal((51 + (50 * 2 / 3d)) / 101, second.Compute().Ap50, 1e-12);
    }

    [Fact]
    public void Compute_DifficultAndCrowd_NeitherRewardNorPunish()
    {
        CocoEvaluator evaluator = new();
        AnnotatedObject difficult = new(_there, 0, Difficult: true), crowd = new(new BoxXyxy(200, 200, 400, 400), 0, IsCrowd: true);
        evaluator.Add(
            1,
            [new(_here, 0), difficult, crowd],
            [new(_there, 0, 0.9f), new(new BoxXyxy(210, 210, 260, 260), 0, 0.8f), new(new BoxXyxy(300, 300, 350, 350), 0, 0.7f), new(_here, 0, 0.6f)]);
        Assert.Equal(1, evaluator.Compute().Ap, 1e-15);
        Assert.Equal(1, Assert.Single(evaluator.Compute().Classes).GroundTruth);

        // A difficult object absorbs one detection, a crowd any number.
        evaluator.Add(2, [difficult], [new(_there, 0, 0.95f), new(_there, 0, 0.94f)]);
        Assert.Equal(0.5, evaluator.Compute().Ap50, 1e-12);
    }

    [Fact]
    public void Compute_LowScores_AreKept()
    {
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [new(_here, 0)], [new(_here, 0, 0.0001f)]);
        Assert.Equal(1, evaluator.Compute().Ap, 1e-15);
    }

    [Fact]
    public void Compute_AnnotatedArea_DecidesTheSize()
    {
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [new(_here, 0, Area: 100)], [new(_here, 0, 0.5f)]);
        Assert.Equal(1, evaluator.Compute().ApSmall, 1e-15);
        Assert.Equal(-1, evaluator.Compute().ApMedium);
    }

    [Fact]
    public void Compute_OtherLimits_GiveFigures()
    {
        CocoEvaluator evaluator = new(new CocoEvaluatorOptions { MaximumDetections = [2], IouThresholds = [0.3, 0.5] });
        evaluator.Add(1, [new(_here, 0)], [new(_there, 0, 0.9f), new(_there, 0, 0.8f), new(_here, 0, 0.7f)]);
        CocoMetrics metrics = evaluator.Compute();
        Assert.Equal((0, 0, -1, 0), (metrics.Ap, metrics.Ap50, metrics.Ap75, metrics.Ar100));
    }

    [Fact]
    public void Add_FromManyThreads_EqualsOneByOne()
    {
        Problem[] problems = GoldenFile.Read<Problem[]>("coco.json");
        Problem large = problems.MaxBy(p => p.Detections.Length)!;
        CocoEvaluator evaluator = new();
        Parallel.ForEach(large.Images, image => AddImage(evaluator, large, image));
        Assert.All(evaluator.Compute().Figures.Zip(large.Figures), pair => Assert.Equal(pair.Second, pair.First.Value, 1e-12));
    }

    [Fact]
    public void Add_BadNumbers_NamesImageAndRow()
    {
        CocoEvaluator evaluator = new();
        Assert.Contains("Image 4, detection 1", Assert.Throws<ArgumentException>(
            () => evaluator.Add(4, [], [new(_here, 0, 0.5f), new(_here, 0, float.NaN)])).Message);
        Assert.Contains("Image 4, ground truth 0", Assert.Throws<ArgumentException>(
            () => evaluator.Add(4, [new(new BoxXyxy(5, 5, 4, 9), 0)], [])).Message);
        evaluator.Add(4, [], []);
        Assert.Contains("added before", Assert.Throws<ArgumentException>(() => evaluator.Add(4, [], [])).Message);
        Assert.Equal(1, evaluator.Compute().Images);
    }

    [Fact]
    public void Options_BadValues_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { IouThresholds = [] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { IouThresholds = [0.5, 0.5] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { MaximumDetections = [0] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { MaximumDetections = [1, 2, 3, 4] });
        CocoEvaluator evaluator = new();
        evaluator.Add(1, [new(_here, 0)], []);
        Assert.Contains("0.51 is none", Assert.Throws<ArgumentException>(() => evaluator.Compute().Classes[0].PrecisionAt(0.51)).Message);
    }

    [Fact]
    public void IouThresholds_Default_RoundAsNumpy() =>
        Assert.Equal([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95], new CocoEvaluatorOptions().IouThresholds);

    private static void AddImage(CocoEvaluator evaluator, Problem problem, long image) => evaluator.AddExact(
        image,
        [.. problem.Truths.Where(t => t[0] == image).Select(t => new CocoTruth(t[2], t[3], t[4], t[5], (int)t[1], t[6], t[7] != 0))],
        [.. problem.Detections.Where(d => d[0] == image).Select(d => new CocoDetection(d[2], d[3], d[4], d[5], (int)d[1], d[6]))]);
}
