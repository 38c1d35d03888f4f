using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Tests.Geometry;

public class BoxXyxyTests
{
    [Theory]
    [InlineData(0, 0, 10, 10, 1)] // the same box
    [InlineData(0, 0, 5, 5, 0.25)] // a quarter of it
    [InlineData(0, 6, 10, 16, 0.25)] // 40 of 160 square pixels
    [InlineData(20, 20, 30, 30, 0)] // apart
    [InlineData(10, 0, 20, 10, 0)] // an edge in common
    [InlineData(5, 5, 5, 5, 0)] // no area
    public void IntersectionOverUnion_HandWorked_IsTheQuotient(float x1, float y1, float x2, float y2, float expected) =>
        Assert.Equal(expected, new BoxXyxy(0, 0, 10, 10).IntersectionOverUnion(new BoxXyxy(x1, y1, x2, y2)));

    [Fact]
    public void IntersectionOverUnion_AnyBoxes_IsSymmetricInRangeAndOneOnlyWithItself() => Properties.Hold<(int[] A, int[] B)>(drawn =>
    {
        BoxXyxy a = Box(drawn.A), b = Box(drawn.B);
        float iou = a.IntersectionOverUnion(b);
        return iou is >= 0 and <= 1 && iou == b.IntersectionOverUnion(a)
            && (iou == 1) == (a == b && a.Area > 0) && (a.Area == 0 || a.IntersectionOverUnion(a) == 1);
    });

    [Fact]
    public void IntersectionOverUnion_MovedTogether_IsTheSame() => Properties.Hold<(int[] A, int[] B, int X, int Y)>(drawn =>
    {
        BoxXyxy a = Box(drawn.A), b = Box(drawn.B);
        int x = drawn.X % 100, y = drawn.Y % 100;
        BoxXyxy Moved(BoxXyxy box) => new(box.X1 + x, box.Y1 + y, box.X2 + x, box.Y2 + y);
        return a.IntersectionOverUnion(b) == Moved(a).IntersectionOverUnion(Moved(b));
    });

    [Fact]
    public void Clip_AnyBox_LiesInsideAndIsNoLarger() => Properties.Hold<(int[] A, byte Width, byte Height)>(drawn =>
    {
        BoxXyxy box = Box(drawn.A), clipped = box.Clip(drawn.Width, drawn.Height);
        return clipped.X1 >= 0 && clipped.Y1 >= 0 && clipped.X2 <= drawn.Width && clipped.Y2 <= drawn.Height
            && clipped.Area <= box.Area && clipped == clipped.Clip(drawn.Width, drawn.Height);
    });

    // Whole pixels, so that float32 is exact; sides may be 0.
    private static BoxXyxy Box(int[] numbers)
    {
        int At(int i, int range) => i < numbers.Length ? Math.Abs(numbers[i] % range) : 0;
        int x = At(0, 30) - 10, y = At(1, 30) - 10;
        return new BoxXyxy(x, y, x + At(2, 20), y + At(3, 20));
    }
}
