using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Core.Tests.Suppression;

public class TileSuppressionTests
{
    // Two windows of a picture of 180x100, which have the columns 80 to 100 in common.
    private static readonly BoxXyxy _left = new(0, 0, 100, 100), _right = new(80, 0, 180, 100);

    private static Detection Box(float x1, float x2, float score, int classId = 0, float y1 = 20, float y2 = 60) => new(new BoxXyxy(x1, y1, x2, y2), classId, score);

    private static Detection[] Merge(
        Detection[] left, Detection[] right, double threshold = 0.5, OverlapMeasure measure = OverlapMeasure.IntersectionOverSmaller, bool agnostic = false,
        int maximum = int.MaxValue) =>
        TileSuppression.Merge([new(_left, left), new(_right, right)], 180, 100, threshold, measure, agnostic, maximum);

    [Fact]
    public void Merge_NothingFound_IsEmpty()
    {
        Assert.Empty(Merge([], []));
        Assert.Empty(TileSuppression.Merge([], 10, 10));
    }

    [Fact]
    public void Merge_TheSameObjectInBoth_KeepsTheBetter() =>
        Assert.Equal([Box(83, 96, 0.9f)], Merge([Box(83, 97, 0.8f)], [Box(83, 96, 0.9f)]));

    // The right window sees the object from its border on; its part has the better score, yet is half of what the left one saw.
    [Fact]
    public void Merge_PartCutByABorder_GoesBeforeTheWholeObject()
    {
        Detection whole = Box(60, 94, 0.7f), part = Box(80, 94, 0.9f);

        Assert.Equal([whole], Merge([whole], [part]));
        Assert.Equal([part, whole], Merge([whole], [part], measure: OverlapMeasure.IntersectionOverUnion)); // IoU 14 / 34
    }

    // A doubtful box keeps no good part away: the rank of a part is half its score.
    [Fact]
    public void Merge_PartWithMoreThanTwiceTheScore_Stays() =>
        Assert.Equal([Box(80, 94, 0.9f), Box(60, 94, 0.4f)], Merge([Box(60, 94, 0.4f)], [Box(80, 94, 0.9f)]));

    [Fact]
    public void Merge_ObjectAcrossFourTiles_IsTheOneThatTheWholePictureShows()
    {
        TileDetections Tile(float x, float y, params Detection[] found) => new(new BoxXyxy(x, y, x + 100, y + 100), found);
        Detection whole = Box(50, 130, 0.6f, y1: 40, y2: 140);

        Detection[] found = TileSuppression.Merge(
            [
                Tile(0, 0, Box(50, 100, 0.9f, y1: 40, y2: 100)), Tile(80, 0, Box(80, 130, 0.8f, y1: 40, y2: 100)),
                Tile(0, 80, Box(50, 99, 0.7f, y1: 81, y2: 140)), Tile(80, 80, Box(81, 130, 0.5f, y1: 80, y2: 140)),
                new TileDetections(new BoxXyxy(0, 0, 180, 180), [whole]),
            ], 180, 180);

        Assert.Equal([whole], found);
    }

    // Of an object as tall as the picture: it touches the picture's edges, which cut nothing.
    [Fact]
    public void Merge_BoxAtThePicturesOwnEdge_IsNotCut()
    {
        Detection wide = Box(0, 99, 0.5f, y1: 0, y2: 100), small = Box(87, 93, 0.6f, y1: 0, y2: 10);

        Assert.Equal([small, Box(60, 94, 0.5f, y1: 0, y2: 100)], Merge([Box(60, 94, 0.5f, y1: 0, y2: 100)], [small]));
        Assert.Equal([small], Merge([wide], [small])); // at 99 of 100 it is cut, and the small box lies in it
    }

    [Fact]
    public void Merge_BoxesOfOneWindow_LeaveEachOtherAlone() =>
        Assert.Equal(2, Merge([Box(20, 60, 0.9f), Box(21, 61, 0.8f)], []).Length);

    [Fact]
    public void Merge_OtherClasses_StayUnlessToldOtherwise()
    {
        Detection[] left = [Box(83, 96, 0.8f)], right = [Box(83, 96, 0.9f, classId: 1)];

        Assert.Equal(2, Merge(left, right).Length);
        Assert.Equal(right, Merge(left, right, agnostic: true));
    }

    [Fact]
    public void Merge_OverlapAtTheThreshold_KeepsBoth()
    {
        // IoU of 10 wide boxes, 5 apart: 5 / 15.
        Assert.Equal(2, Merge([Box(84, 94, 0.9f)], [Box(87.5f, 97.5f, 0.8f)], threshold: 0.5).Length);
        Assert.Single(Merge([Box(84, 94, 0.9f)], [Box(87.5f, 97.5f, 0.8f)], threshold: 0.4));
    }

    [Fact]
    public void Merge_MoreThanTheMaximum_KeepsTheBestFirst() =>
        Assert.Equal([Box(120, 130, 0.9f), Box(20, 30, 0.8f)], Merge([Box(20, 30, 0.8f), Box(50, 60, 0.1f)], [Box(120, 130, 0.9f)], maximum: 2));

    [Theory]
    [InlineData(-0.1, OverlapMeasure.IntersectionOverUnion)]
    [InlineData(double.NaN, OverlapMeasure.IntersectionOverUnion)]
    [InlineData(0.5, (OverlapMeasure)7)]
    public void Merge_ValueOutOfRange_IsRefused(double threshold, OverlapMeasure measure) =>
        Assert.Throws<ArgumentException>(() => Merge([], [], threshold, measure));
}
