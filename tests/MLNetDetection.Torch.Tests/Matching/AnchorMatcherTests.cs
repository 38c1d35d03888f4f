using System.Text.Json;
using FsCheck;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Matching;

public class AnchorMatcherTests
{
    private const int Background = AnchorMatcher.Background;
    private const int NotCounted = AnchorMatcher.NotCounted;

    private static int[] Match(AnchorSet anchors, AnnotatedObject[] objects, MatcherOptions? options = null)
    {
        var matches = new int[anchors.Count];
        new AnchorMatcher(options ?? new MatcherOptions()).Match(anchors, objects, matches);
        return matches;
    }

    [Fact]
    public void Match_NoObjects_AllBackground() =>
        Assert.Equal([Background, Background], Match(new AnchorSet([0, 0, 1, 1, 5, 5, 6, 6]), []));

    [Fact]
    public void Match_NoAnchors_Nothing() => Assert.Empty(Match(new AnchorSet([]), Boxes.Objects(new BoxXyxy(0, 0, 1, 1))));

    [Fact]
    public void Match_IouUnderThreshold_BestAnchorIsStillTheObjects()
    {
        // IoU 1/7 with the first, 0 with the second.
        int[] matches = Match(new AnchorSet([0, 0, 10, 10, 50, 50, 60, 60]), Boxes.Objects(new BoxXyxy(5, 5, 15, 15)));

        Assert.Equal([0, Background], matches);
    }

    [Fact]
    public void Match_IouOverThreshold_EveryAnchorIsPositive()
    {
        // IoU 1, 0.9, 0.5 (exactly the threshold), 0.4.
        var anchors = new AnchorSet([0, 0, 10, 10, 0, 0, 10, 9, 0, 0, 10, 5, 0, 0, 10, 4]);

        Assert.Equal([0, 0, 0, Background], Match(anchors, Boxes.Objects(new BoxXyxy(0, 0, 10, 10))));
    }

    [Fact]
    public void Match_BetweenTheThresholds_IsNotCounted()
    {
        var anchors = new AnchorSet([0, 0, 10, 10, 0, 0, 10, 4.5f, 0, 0, 10, 3]);
        var options = new MatcherOptions { NegativeIou = 0.4 };

        Assert.Equal([0, NotCounted, Background], Match(anchors, Boxes.Objects(new BoxXyxy(0, 0, 10, 10)), options));
    }

    [Fact]
    public void Match_TwoObjectsWantOneAnchor_TheBetterPairWinsAndTheOtherTakesItsSecond()
    {
        // Object 0 has IoU 0.8 with anchor 0 and 0.2 with anchor 1; object 1 has 1 with anchor 0 and 0.111 with anchor 1.
        var anchors = new AnchorSet([0, 0, 10, 10, 0, 8, 10, 10 + 2]);
        AnnotatedObject[] objects = Boxes.Objects(new BoxXyxy(0, 2, 10, 10), new BoxXyxy(0, 0, 10, 10));

        Assert.Equal([1, 0], Match(anchors, objects));
    }

    [Fact]
    public void Match_ObjectOverlapsNothing_GetsNothing() =>
        Assert.Equal([Background], Match(new AnchorSet([0, 0, 1, 1]), Boxes.Objects(new BoxXyxy(5, 5, 6, 6))));

    [Fact]
    public void Match_BoxWithoutArea_GetsNothing() =>
        Assert.Equal([Background], Match(new AnchorSet([0, 0, 1, 1]), Boxes.Objects(new BoxXyxy(0, 0, 0, 1), new BoxXyxy(float.NaN, 0, 1, 1))));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Match_DifficultOrCrowd_IsNeitherPositiveNorNegative(bool difficult, bool crowd)
    {
        var anchors = new AnchorSet([0, 0, 10, 10, 2, 2, 4, 4, 8, 8, 20, 20, 50, 50, 60, 60]);
        AnnotatedObject[] objects = [new(new BoxXyxy(0, 0, 10, 10), 0, difficult, crowd)];

        Assert.Equal([NotCounted, NotCounted, Background, Background], Match(anchors, objects));
    }

    [Fact]
    public void Match_IgnoredOverObject_ThePositiveStays()
    {
        var anchors = new AnchorSet([0, 0, 10, 10]);
        AnnotatedObject[] objects = [new(new BoxXyxy(0, 0, 20, 20), 0, Difficult: true), new(new BoxXyxy(0, 0, 10, 10), 0)];

        Assert.Equal([1], Match(anchors, objects));
    }

    [Fact]
    public void Match_TorchvisionCases_AreEqual()
    {
        JsonElement golden = GoldenFile.Read("matching.json");
        var anchors = new AnchorSet(golden.Floats("anchors"));
        foreach (JsonElement item in golden.GetProperty("cases").EnumerateArray())
        {
            Assert.Equal(item.Ints("matches"), Match(anchors, Boxes.Objects(Boxes.FromRow(item.Floats("boxes")))));
        }
    }

    [Fact]
    public void Match_AnyBoxes_InvariantsHold() => Properties.Hold<NonEmptyArray<(int X, int Y, int W, int H)>>(drawn =>
    {
        var anchors = new AnchorGenerator([[new(0.1, 0.1), new(0.3, 0.3)], [new(0.6, 0.6)]])
            .Generate(100, 100, [new FeatureMapSize(10, 10), new FeatureMapSize(3, 3)]);
        AnnotatedObject[] objects = Boxes.Objects([.. drawn.Get.Select(d => Boxes.Proper(d.X, d.Y, d.W, d.H))]);

        int[] matches = Match(anchors, objects);

        // An object is left without an anchor only where others hold every anchor it overlaps.
        foreach (AnnotatedObject unmatched in objects.Where((_, o) => !matches.Contains(o)))
        {
            Assert.All(Enumerable.Range(0, anchors.Count), a =>
                Assert.True(matches[a] >= 0 || unmatched.Box.IntersectionOverUnion(anchors[a]) == 0));
        }

        for (int a = 0; a < anchors.Count; a++)
        {
            float best = objects.Max(o => o.Box.IntersectionOverUnion(anchors[a]));
            Assert.True(matches[a] >= 0 || best < 0.5f + 1e-6f);
        }

        return true;
    }, tests: 60);

    [Fact]
    public void Constructor_ThresholdsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnchorMatcher(new MatcherOptions { PositiveIou = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnchorMatcher(new MatcherOptions { NegativeIou = 0.6 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnchorMatcher(new MatcherOptions { IgnoreOverlap = double.NaN }));
    }

    [Fact]
    public void Match_WrongLength_IsRefused() => Assert.Throws<ArgumentException>(() =>
        new AnchorMatcher(new MatcherOptions()).Match(new AnchorSet([0, 0, 1, 1]), [], new int[2]));
}
