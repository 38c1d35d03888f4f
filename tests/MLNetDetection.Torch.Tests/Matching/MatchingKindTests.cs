using FsCheck;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Matching;

public class MatchingKindTests
{
    private const int Background = AnchorMatcher.Background;
    private const int NotCounted = AnchorMatcher.NotCounted;

    private static int[] Match(AnchorSet anchors, AnnotatedObject[] objects, MatcherOptions options)
    {
        var matches = new int[anchors.Count];
        new AnchorMatcher(options).Match(anchors, objects, matches);
        return matches;
    }

    [Fact]
    public void Match_Override_ALaterObjectTakesTheSharedBestAnchor()
    {
        // Both objects want anchor 0; bipartite would give the first its second best.
        var anchors = new AnchorSet([0, 0, 10, 10, 0, 8, 10, 12]);
        AnnotatedObject[] objects = Boxes.Objects(new BoxXyxy(0, 0, 10, 10), new BoxXyxy(0, 2, 10, 10));

        Assert.Equal([1, Background], Match(anchors, objects, new MatcherOptions { Kind = MatchingKind.BestAnchorOverride }));
    }

    [Fact]
    public void Match_MaxIou_ThresholdsLeaveABandThatDoesNotCount()
    {
        // IoU 1, 0.45, 0.3.
        var anchors = new AnchorSet([0, 0, 10, 10, 0, 0, 10, 4.5f, 0, 0, 10, 3]);
        var options = new MatcherOptions { Kind = MatchingKind.MaxIou, PositiveIou = 0.5, NegativeIou = 0.4 };

        Assert.Equal([0, NotCounted, Background], Match(anchors, Boxes.Objects(new BoxXyxy(0, 0, 10, 10)), options));
    }

    [Theory]
    [InlineData(true, true, 0, 0, 0)] // both anchors are as good as each other
    [InlineData(true, false, 0, 0, Background)]
    [InlineData(false, true, 0, Background, Background)]
    [InlineData(true, true, 0.4, Background, Background)] // their IoU, 0.3, is under the minimum
    public void Match_MaxIou_LowQualityMatches(bool lowQuality, bool allBest, double minimum, int first, int second)
    {
        var anchors = new AnchorSet([0, 0, 10, 3, 0, 7, 10, 10]);
        var options = new MatcherOptions { Kind = MatchingKind.MaxIou, LowQuality = lowQuality, AllBest = allBest, MinimumIou = minimum };

        Assert.Equal([first, second], Match(anchors, Boxes.Objects(new BoxXyxy(0, 0, 10, 10)), options));
    }

    [Fact]
    public void Match_MaxIou_ObjectThatOverlapsNothing_GetsNothing() => Assert.Equal(
        [Background, Background],
        Match(new AnchorSet([0, 0, 1, 1, 5, 5, 6, 6]), Boxes.Objects(new BoxXyxy(50, 50, 60, 60)), new MatcherOptions { Kind = MatchingKind.MaxIou }));

    [Fact]
    public void Match_MaxIou_WhatLiesInAnIgnoredObject_TakesNoPart()
    {
        AnnotatedObject[] objects = [new(new BoxXyxy(0, 0, 10, 10), 0), new(new BoxXyxy(0, 0, 20, 20), 0, IsCrowd: true)];

        Assert.Equal([NotCounted], Match(new AnchorSet([0, 0, 10, 10]), objects, new MatcherOptions { Kind = MatchingKind.MaxIou }));
    }

    [Fact]
    public void Match_Override_EveryObjectsBestAnchorIsPositive() => Properties.Hold<NonEmptyArray<(int X, int Y, int W, int H)>>(drawn =>
    {
        AnchorSet anchors = Grid();
        AnnotatedObject[] objects = Boxes.Objects([.. drawn.Get.Select(d => Boxes.Proper(d.X, d.Y, d.W, d.H))]);
        int[] matches = Match(anchors, objects, new MatcherOptions { Kind = MatchingKind.BestAnchorOverride });
        foreach (AnnotatedObject item in objects)
        {
            float[] ious = [.. Enumerable.Range(0, anchors.Count).Select(a => item.Box.IntersectionOverUnion(anchors[a]))];
            Assert.Contains(Enumerable.Range(0, ious.Length), a => matches[a] >= 0 && ious[a] >= ious.Max() - 1e-6f);
        }

        return true;
    }, tests: 40);

    [Fact]
    public void Match_Bipartite_GivesDistinctAnchors() => Properties.Hold<NonEmptyArray<(int X, int Y, int W, int H)>>(drawn =>
    {
        // One object's only anchors are those it was given first: no IoU reaches the threshold of 1.
        AnchorSet anchors = Grid();
        AnnotatedObject[] objects = Boxes.Objects([.. drawn.Get.Select(d => Boxes.Proper(d.X, d.Y, d.W, d.H))]);
        int[] matches = Match(anchors, objects, new MatcherOptions { PositiveIou = 1 });
        int[] given = [.. matches.Where(m => m >= 0)];
        Assert.Equal(given.Length, given.Distinct().Count());
        Assert.True(given.Length <= Math.Min(objects.Length, anchors.Count));
        return true;
    }, tests: 40);

    [Fact]
    public void Match_BipartiteWhereAllOverlap_GivesAsManyAnchorsAsCanBe() => Properties.Hold<(NonEmptyArray<(int W, int H)> Objects, PositiveInt Anchors)>(drawn =>
    {
        // All contain the point (50, 50), so that every object overlaps every anchor: min(objects, anchors) pairs.
        int count = 1 + (drawn.Anchors.Get % 12);
        var anchors = new AnchorSet([.. Enumerable.Range(1, count).SelectMany(a => new float[] { 50 - a, 48, 50 + (2 * a), 51 + a })]);
        AnnotatedObject[] objects = Boxes.Objects([.. drawn.Objects.Get.Select(d => new BoxXyxy(40, 45, 51 + Math.Abs(d.W % 40), 51 + Math.Abs(d.H % 40)))]);

        int[] given = [.. Match(anchors, objects, new MatcherOptions { PositiveIou = 1 }).Where(m => m >= 0)];

        return given.Distinct().Count() == given.Length && given.Length == Math.Min(objects.Length, count);
    }, tests: 60);

    [Fact]
    public void Match_BestIou_IsGivenForEachAnchor()
    {
        var anchors = new AnchorSet([0, 0, 10, 10, 0, 0, 10, 5, 50, 50, 60, 60]);
        var matches = new int[3];
        var best = new float[3];

        new AnchorMatcher(new MatcherOptions()).Match(anchors, Boxes.Objects(new BoxXyxy(0, 0, 10, 10)), matches, best);

        Assert.Equal([1f, 0.5f, 0f], best);
    }

    private static AnchorSet Grid() => new AnchorGenerator([[new(0.15, 0.2), new(0.3, 0.3)], [new(0.6, 0.5)]])
        .Generate(100, 100, [new FeatureMapSize(8, 8), new FeatureMapSize(3, 3)]);
}
