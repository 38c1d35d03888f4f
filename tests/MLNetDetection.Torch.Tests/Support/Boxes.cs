using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Tests.Support;

internal static class Boxes
{
    public static BoxXyxy[] FromRow(float[] row) =>
        [.. Enumerable.Range(0, row.Length / 4).Select(i => new BoxXyxy(row[4 * i], row[4 * i + 1], row[4 * i + 2], row[4 * i + 3]))];

    public static AnnotatedObject[] Objects(params BoxXyxy[] boxes) => [.. boxes.Select(box => new AnnotatedObject(box, 0))];

    /// <summary>Proper boxes from any integers, sides 1 to 50 pixels, inside 0..100.</summary>
    public static BoxXyxy Proper(int x, int y, int width, int height)
    {
        float left = Math.Abs(x % 500) / 10f, top = Math.Abs(y % 500) / 10f;
        return new BoxXyxy(left, top, left + 1 + Math.Abs(width % 490) / 10f, top + 1 + Math.Abs(height % 490) / 10f);
    }

    public static void Near(BoxXyxy expected, BoxXyxy actual, double tolerance)
    {
        Assert.InRange(actual.X1, expected.X1 - tolerance, expected.X1 + tolerance);
        Assert.InRange(actual.Y1, expected.Y1 - tolerance, expected.Y1 + tolerance);
        Assert.InRange(actual.X2, expected.X2 - tolerance, expected.X2 + tolerance);
        Assert.InRange(actual.Y2, expected.Y2 - tolerance, expected.Y2 + tolerance);
    }
}
