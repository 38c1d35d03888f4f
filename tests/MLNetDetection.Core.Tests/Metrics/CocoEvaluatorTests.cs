using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Core.Tests.Metrics;

public class CocoEvaluatorTests
{
    private static readonly BoxXyxy _here = new(10, 10, 60, 60);
    private static readonly BoxXyxy _there = new(100, 100, 150, 150);

    [Fact]
    public void Evaluate_PerfectDetections_AreOne()
    {
        CocoMetrics metrics = Evaluate([new(_here, 0), new(_there, 1)], [new(_here, 0, 0.9f), new(_there, 1, 0.1f)]);

        // pycocotools adds 2^-52 to the denominator 1.
        Assert.Equal(1, metrics.Ap, 1e-15);
        Assert.Equal(1, metrics.Ar1);
        Assert.Equal((-1, -1), (metrics.ApSmall, metrics.ApLarge));
        Assert.Equal(1, metrics.ApMedium, 1e-15);
        Assert.Equal(1, metrics.Images);
    }

    [Fact]
    public void Evaluate_HandWorked_OneHitOneMissOneFound()
    {
        // Best first: a miss (precision 0), a hit (1/2, recall 1/2); the second object is never found. Recalls 0 to 0.50 read
        // 1/2, which are 51 of 101.
        CocoMetrics metrics = Evaluate([new(_here, 0), new(_there, 0)], [new(new BoxXyxy(300, 0, 350, 50), 0, 0.9f), new(_here, 0, 0.8f)]);
        Assert.Equal(0.5 * 51 / 101, metrics.Ap50, 1e-12);
        Assert.Equal(0, metrics.Ar1);
        Assert.Equal(0.5, metrics.Ar10);
        CocoClassMetrics item = Assert.Single(metrics.Classes);
        Assert.Equal((0, 2, 2), (item.ClassId, item.GroundTruth, item.Detections));
        IReadOnlyList<double> curve = item.PrecisionAt(0.5), scores = item.ScoresAt(0.5);
        Assert.Equal(101, curve.Count);
        Assert.Equal((0.5, 0.5, 0), (curve[0], curve[50], curve[51]));
        Assert.Equal((0.9f, 0.8f, 0.8f, 0), ((float)scores[0], (float)scores[1], (float)scores[50], scores[51]));
        Assert.Equal([0, 0.5, 0.5], item.RecallAt(0.5));
    }

    [Fact]
    public void Evaluate_NothingAdded_IsUndefined()
    {
        CocoMetrics metrics = new CocoEvaluator().Evaluate(new EvaluationSetBuilder().Build());
        Assert.All(metrics.Figures, figure => Assert.Equal(-1, figure.Value));
        Assert.Empty(metrics.Classes);
    }

    [Fact]
    public void Evaluate_NoGroundTruth_IsUndefinedNotOne()
    {
        CocoMetrics metrics = Evaluate([], [new(_here, 3, 0.5f)]);
        Assert.Equal(-1, metrics.Ap);
        CocoClassMetrics item = Assert.Single(metrics.Classes);
        Assert.Equal((3, -1d, 0, 1), (item.ClassId, item.Ap, item.GroundTruth, item.Detections));
        Assert.Empty(item.PrecisionAt(0.5));
        Assert.Empty(item.RecallAt(0.5));
    }

    [Fact]
    public void Evaluate_NoDetections_IsZero()
    {
        CocoMetrics metrics = Evaluate([new(_here, 0)], []);
        Assert.Equal((0, 0, 0), (metrics.Ap, metrics.Ap50, metrics.Ar100));
    }

    [Fact]
    public void Evaluate_ClassWithoutGroundTruth_StaysOutOfTheMean() =>
        Assert.Equal(1, Evaluate([new(_here, 0)], [new(_here, 0, 0.9f), new(_there, 7, 0.9f)]).Ap, 1e-15);

    [Fact]
    public void Evaluate_TwoDetectionsOnOneObject_CountsOne()
    {
        // The better one hits; the other misses after full recall, which costs nothing. Before another hit it costs.
        BoxXyxy near = new(10, 10, 60, 58);
        Assert.Equal(1, Evaluate([new(_here, 0)], [new(_here, 0, 0.9f), new(near, 0, 0.8f)]).Ap50, 1e-15);

        // Recalls 0 to 0.50 read 1, those to 1.00 read 2/3.
        CocoMetrics metrics = Evaluate([new(_here, 0), new(_there, 0)], [new(_here, 0, 0.9f), new(near, 0, 0.8f), new(_there, 0, 0.7f)]);
        Assert.Equal((51 + (50 * 2 / 3d)) / 101, metrics.Ap50, 1e-12);
    }

    [Fact]
    public void Evaluate_DifficultAndCrowd_NeitherRewardNorPunish()
    {
        EvaluationSetBuilder builder = new();
        AnnotatedObject difficult = new(_there, 0, Difficult: true), crowd = new(new BoxXyxy(200, 200, 400, 400), 0, IsCrowd: true);
        builder.Add(
            1,
            [new(_here, 0), difficult, crowd],
            [new(_there, 0, 0.9f), new(new BoxXyxy(210, 210, 260, 260), 0, 0.8f), new(new BoxXyxy(300, 300, 350, 350), 0, 0.7f), new(_here, 0, 0.6f)]);
        Assert.Equal(1, Evaluate(builder).Ap, 1e-15);
        Assert.Equal(1, Assert.Single(Evaluate(builder).Classes).GroundTruth);

        // A difficult object absorbs one detection, a crowd any number.
        builder.Add(2, [difficult], [new(_there, 0, 0.95f), new(_there, 0, 0.94f)]);
        Assert.Equal(0.5, Evaluate(builder).Ap50, 1e-12);
    }

    [Fact]
    public void Evaluate_LowScores_AreKept() => Assert.Equal(1, Evaluate([new(_here, 0)], [new(_here, 0, 0.0001f)]).Ap, 1e-15);

    [Fact]
    public void Evaluate_RelativeCoordinates_AreMeasuredAsTheyAre()
    {
        // With widths of +1 both of these would overlap everything; IoU is 1 for the first and 1/3 for the second.
        BoxXyxy item = new(0.1f, 0.1f, 0.3f, 0.3f), shifted = new(0.2f, 0.1f, 0.4f, 0.3f);
        Assert.Equal(1, Evaluate([new(item, 0)], [new(item, 0, 0.9f)]).Ap, 1e-15);
        Assert.Equal(0, Evaluate([new(item, 0)], [new(shifted, 0, 0.9f)]).Ap50);
    }

    [Fact]
    public void Evaluate_AnnotatedArea_DecidesTheSize()
    {
        CocoMetrics metrics = Evaluate([new(_here, 0, Area: 100)], [new(_here, 0, 0.5f)]);
        Assert.Equal(1, metrics.ApSmall, 1e-15);
        Assert.Equal(-1, metrics.ApMedium);
    }

    [Fact]
    public void Evaluate_OtherLimits_GiveFigures()
    {
        CocoMetrics metrics = Evaluate(
            [new(_here, 0)], [new(_there, 0, 0.9f), new(_there, 0, 0.8f), new(_here, 0, 0.7f)],
            new CocoEvaluatorOptions { MaximumDetections = [2], IouThresholds = [0.3, 0.5] });
        Assert.Equal((0, 0, -1, 0), (metrics.Ap, metrics.Ap50, metrics.Ap75, metrics.Ar100));
        Assert.Contains("AR2", metrics.Figures.Select(figure => figure.Key));
    }

    [Fact]
    public void Evaluate_OwnAreaRanges_AreMeasuredByName()
    {
        CocoMetrics metrics = Evaluate(
            [new(_here, 0), new(new BoxXyxy(200, 0, 500, 300), 0)], [new(_here, 0, 0.9f)],
            new CocoEvaluatorOptions { AreaRanges = [new("any", 0, 1e12), new("tiny", 0, 2500), new("large", 2501, 1e12)] });
        Assert.Equal(51d / 101, metrics.Ap, 1e-12);
        Assert.Equal(1, metrics.ApByArea[1], 1e-12);
        Assert.Equal((0, -1, 0.5), (metrics.ApLarge, metrics.ApSmall, metrics.Ar100));
    }

    [Fact]
    public void Evaluate_ClassSubset_LeavesTheOthersOut()
    {
        CocoMetrics metrics = Evaluate(
            [new(_here, 0), new(_there, 5)], [new(_here, 0, 0.9f)], new CocoEvaluatorOptions { ClassIds = [0, 99] });
        Assert.Equal(1, metrics.Ap, 1e-15);
        Assert.Equal(0, Assert.Single(metrics.Classes).ClassId);
    }

    [Fact]
    public void Evaluate_ClassAgnostic_MatchesAcrossClasses()
    {
        CocoEvaluatorOptions agnostic = new() { ClassAgnostic = true };
        Assert.Equal(1, Evaluate([new(_here, 0)], [new(_here, 4, 0.9f)], agnostic).Ap, 1e-15);
        Assert.Equal(0, Evaluate([new(_here, 0)], [new(_here, 4, 0.9f)]).Ap);
        Assert.Equal(-1, Evaluate([], [new(_here, 4, 0.9f)], agnostic).Ap);
    }

    [Fact]
    public void Options_BadValues_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { IouThresholds = [] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { IouThresholds = [0.5, 0.5] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { MaximumDetections = [0] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { MaximumDetections = [1, 2, 3, 4, 5, 6, 7, 8, 9] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { AreaRanges = [] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { AreaRanges = [new("a", 5, 4)] });
        Assert.Throws<ArgumentException>(() => new CocoEvaluatorOptions { AreaRanges = [new("a", 0, 4), new("a", 4, 5)] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CocoEvaluatorOptions { Threads = -1 });
        CocoClassMetrics item = Evaluate([new(_here, 0)], []).Classes[0];
        Assert.Contains("0.51 is none", Assert.Throws<ArgumentException>(() => item.PrecisionAt(0.51)).Message);
        Assert.Contains("4 is none", Assert.Throws<ArgumentException>(() => item.PrecisionAt(0.5, area: 4)).Message);
    }

    [Fact]
    public void IouThresholds_Default_RoundAsNumpy() =>
        Assert.Equal([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95], new CocoEvaluatorOptions().IouThresholds);

    private static CocoMetrics Evaluate(AnnotatedObject[] truths, Detection[] detections, CocoEvaluatorOptions? options = null)
    {
        EvaluationSetBuilder builder = new();
        builder.Add(1, truths, detections);
        return new CocoEvaluator(options).Evaluate(builder.Build());
    }

    private static CocoMetrics Evaluate(EvaluationSetBuilder builder) => new CocoEvaluator().Evaluate(builder.Build());
}
