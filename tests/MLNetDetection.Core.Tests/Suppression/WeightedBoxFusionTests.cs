using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Core.Tests.Suppression;

public class WeightedBoxFusionTests
{
    private static Detection At(float x, float score, int classId = 0) => new(new BoxXyxy(x, 0, x + 10, 10), classId, score);

    [Fact]
    public void Fuse_OneViewWithoutOverlaps_GivesItBestFirst() =>
        Assert.Equal([At(50, 0.9f), At(0, 0.4f)], WeightedBoxFusion.Fuse([[At(0, 0.4f), At(50, 0.9f)]]));

    // (0 * 0.6 + 2 * 0.2) / 0.8 = 0.5, and 0.8 / 2 views.
    [Fact]
    public void Fuse_TwoViewsOfOneObject_WeightsTheBoxAndMeansTheScore()
    {
        Detection fused = Assert.Single(WeightedBoxFusion.Fuse([[At(0, 0.6f)], [At(2, 0.2f)]]));

        Assert.Equal((0.5f, 10.5f), (fused.Box.X1, fused.Box.X2), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-5 && Math.Abs(a.Item2 - b.Item2) < 1e-5);
        Assert.Equal(0.4f, fused.Score, 1e-6f);
    }

    [Fact]
    public void Fuse_SeenByOneOfTwoViews_HalvesTheScore() =>
        Assert.Equal([At(0, 0.4f)], WeightedBoxFusion.Fuse([[At(0, 0.8f)], []]));

    [Fact]
    public void Fuse_OtherClassesOrTooLittleOverlap_StayApart() =>
        Assert.Equal(3, WeightedBoxFusion.Fuse([[At(0, 0.8f), At(6, 0.7f)], [At(0, 0.6f, classId: 1)]]).Length);

    [Fact]
    public void Fuse_MoreBoxesThanViewsInOnePlace_KeepsTheScoreAMean() =>
        Assert.Equal(0.8f, Assert.Single(WeightedBoxFusion.Fuse([[At(0, 0.8f), At(0, 0.8f), At(0, 0.8f)]])).Score, 1e-6f);

    [Fact]
    public void Fuse_NothingFound_IsEmpty() => Assert.Empty(WeightedBoxFusion.Fuse([[], []]));

    [Fact]
    public void Fuse_MoreThanTheMaximum_KeepsTheBest() =>
        Assert.Equal([At(50, 0.9f)], WeightedBoxFusion.Fuse([[At(0, 0.4f), At(50, 0.9f)]], maximum: 1));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Fuse_ThresholdOutOfRange_IsRefused(double threshold) =>
        Assert.Throws<ArgumentException>(() => WeightedBoxFusion.Fuse([[]], threshold));

    [Fact]
    public void Fuse_NoView_IsRefused() => Assert.Throws<ArgumentException>(() => WeightedBoxFusion.Fuse([]));
}
