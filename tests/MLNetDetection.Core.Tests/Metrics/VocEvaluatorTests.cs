using System.Globalization;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Core.Tests.Metrics;

public class VocEvaluatorTests
{
    private static readonly BoxXyxy _here = new(10, 10, 19, 19);
    private static readonly BoxXyxy _there = new(100, 100, 149, 149);

    [SharedFact("eval/voc_small")]
    public void Evaluate_SmallVocSet_GivesThePublishedDigits()
    {
        EvaluationSet set = ReadSmallSet();
        Assert.Equal((15, 24), (set.GroundTruth.Count, set.Detections.Count));
        double[] thresholds = [0.1, 0.3, 0.5, 0.75];
        VocMetrics all = new VocEvaluator(new VocEvaluatorOptions { IouThresholds = thresholds }).Evaluate(set);
        Assert.All(
            thresholds.Zip([.3371980676, .2456866804, .0222222222, 0]), pair => Assert.Equal(pair.Second, all.MeanApAt(pair.First), 1e-10));
        VocMetrics eleven = new VocEvaluator(
            new VocEvaluatorOptions { IouThresholds = thresholds, Interpolation = VocInterpolation.ElevenPoint }).Evaluate(set);
        Assert.All(
            thresholds.Zip([.3333333333, .2683982683, .0303030303, 0]), pair => Assert.Equal(pair.Second, eleven.MeanApAt(pair.First), 1e-10));
    }

    [Fact]
    public void Evaluate_HandWorked_OneMissOneHitOfTwo()
    {
        // Precision 1/2 at recall 1/2: the area is 1/4, and of eleven points those at 0 to 0.5 read 1/2.
        AnnotatedObject[] truths = [new(_here, 0), new(_there, 0)];
        Detection[] detections = [new(new BoxXyxy(50, 0, 59, 9), 0, 0.9f), new(_here, 0, 0.8f)];
        VocClassMetrics item = Assert.Single(Evaluate(truths, detections).Classes);
        Assert.Equal((0.25, 0.5, 2, 2), (item.Ap, item.Recall, item.GroundTruth, item.Detections));
        Assert.Equal(3d / 11, Evaluate(truths, detections, new() { Interpolation = VocInterpolation.ElevenPoint }).MeanAp, 1e-15);
    }

    [Fact]
    public void Evaluate_InclusivePixels_CountTheLastOne()
    {
        // Ten by ten pixels moved by five: 50 of 150 with the last pixel counted, 36 of 126 without.
        AnnotatedObject[] truths = [new(_here, 0)];
        Detection[] detections = [new(new BoxXyxy(15, 10, 24, 19), 0, 0.9f)];
        double[] thresholds = [0.3, 0.33, 0.34];
        VocMetrics inclusive = Evaluate(truths, detections, new() { IouThresholds = thresholds });
        Assert.Equal([1, 1, 0], thresholds.Select(t => inclusive.MeanApAt(t)));
        Assert.Equal(0, Evaluate(truths, detections, new() { IouThresholds = thresholds, InclusivePixels = false }).MeanAp);
    }

    [Fact]
    public void Evaluate_DifficultObjects_CountNeitherWay()
    {
        VocMetrics metrics = Evaluate(
            [new(_here, 0), new(_there, 0, Difficult: true)], [new(_there, 0, 0.9f), new(_there, 0, 0.8f), new(_here, 0, 0.7f)]);
        Assert.Equal(1, metrics.MeanAp);
        Assert.Equal(1, metrics.Classes[0].GroundTruth);
    }

    [Fact]
    public void Evaluate_TwoDetectionsOnOneObject_TheSecondMisses()
    {
        VocMetrics metrics = Evaluate([new(_here, 0), new(_there, 0)], [new(_here, 0, 0.9f), new(_here, 0, 0.8f), new(_there, 0, 0.7f)]);
        Assert.Equal(0.5 + (0.5 * 2 / 3), metrics.MeanAp, 1e-15);
    }

    [Fact]
    public void Evaluate_NothingToFind_IsUndefined()
    {
        Assert.Equal(-1, new VocEvaluator().Evaluate(new EvaluationSetBuilder().Build()).MeanAp);
        VocMetrics metrics = Evaluate([], [new(_here, 3, 0.9f)]);
        Assert.Equal((-1, -1, -1), (metrics.MeanAp, metrics.Classes[0].Ap, metrics.Classes[0].Recall));
        Assert.Equal(0, Evaluate([new(_here, 0)], []).MeanAp);
    }

    [Fact]
    public void Evaluate_ImageNet_AsksLessOfSmallObjects()
    {
        // 9 x 9 pixels: 81 / 361 of overlap suffices. The object is moved by one pixel, so that the detection is too.
        AnnotatedObject[] truths = [new(_here, 0)];
        Detection[] detections = [new(new BoxXyxy(13, 9, 22, 18), 0, 0.9f)];
        VocEvaluatorOptions voc = new() { InclusivePixels = false };
        Assert.Equal(0, Evaluate(truths, detections, voc).MeanAp);
        Assert.Equal(1, Evaluate(truths, detections, new() { InclusivePixels = false, Matching = VocMatching.ImageNet }).MeanAp);
    }

    [Fact]
    public void Evaluate_ClassSubset_LeavesTheOthersOut() =>
        Assert.Equal(1, Evaluate([new(_here, 0), new(_there, 1)], [new(_here, 0, 0.9f)], new() { ClassIds = [0] }).MeanAp);

    [Fact]
    public void Options_BadValues_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new VocEvaluatorOptions { IouThresholds = [] });
        Assert.Throws<ArgumentException>(() => new VocEvaluatorOptions { ScaleRanges = [new(5, 5)] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new VocEvaluatorOptions { Threads = -1 });
        VocMetrics metrics = Evaluate([new(_here, 0)], []);
        Assert.Contains("IoU 0.4 at scale 0 was not", Assert.Throws<ArgumentException>(() => metrics.MeanApAt(0.4)).Message);
        Assert.Throws<ArgumentException>(() => metrics.MeanApAt(0.5, scale: 1));
    }

    [Fact]
    public void ProposalRecall_ByNumberAndIou_CountsWhatTheBestFind()
    {
        EvaluationSetBuilder builder = new();
        builder.Add(
            1, [new(_here, 0), new(_there, 5), new(_there, 1, IsCrowd: true)],
            [new(_here, 9, 0.9f), new(_here, 9, 0.8f), new(new BoxXyxy(100, 100, 149, 139), 9, 0.7f)]);
        ProposalRecallMetrics metrics = new ProposalRecallEvaluator(
            new ProposalRecallOptions { ProposalNumbers = [1, 3], IouThresholds = [0.5, 0.9] }).Evaluate(builder.Build());
        Assert.Equal(2, metrics.GroundTruth);
        Assert.Equal((0.5, 1, 0.5), (metrics.RecallAt(1, 0.5), metrics.RecallAt(3, 0.5), metrics.RecallAt(3, 0.9)));
        Assert.Equal(0.75, metrics.AverageRecall(3));
        Assert.Throws<ArgumentException>(() => metrics.RecallAt(2, 0.5));
        Assert.Throws<ArgumentException>(() => metrics.RecallAt(3, 0.6));
        Assert.Equal(-1, new ProposalRecallEvaluator().Evaluate(new EvaluationSetBuilder().Build()).RecallAt(100, 0.5));
    }

    private static VocMetrics Evaluate(AnnotatedObject[] truths, Detection[] detections, VocEvaluatorOptions? options = null)
    {
        EvaluationSetBuilder builder = new();
        builder.Add(1, truths, detections);
        return new VocEvaluator(options).Evaluate(builder.Build());
    }

    private static EvaluationSet ReadSmallSet()
    {
        EvaluationSetBuilder builder = EvaluationSetBuilder.ForClasses(["object"]);
        string[] files = [.. Directory.GetFiles(SharedFolder.PathOf("eval", "voc_small", "gts")).Order()];
        for (int i = 0; i < files.Length; i++)
        {
            double[][] truths = Rows(files[i]), found = Rows(SharedFolder.PathOf("eval", "voc_small", "dets", Path.GetFileName(files[i])));
            builder.Add(
                new EvaluationImage(i, files[i]),
                [.. truths.Select(t => new GroundTruthBox(t[0], t[1], t[2], t[3], 0, t[2] * t[3]))],
                [.. found.Select(d => new DetectionBox(d[1], d[2], d[3], d[4], 0, d[0]))]);
        }

        return builder.Build();
    }

    private static double[][] Rows(string file) =>
    [
        .. File.ReadLines(file).Where(line => line.Length > 0).Select(line =>
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()),
    ];
}
