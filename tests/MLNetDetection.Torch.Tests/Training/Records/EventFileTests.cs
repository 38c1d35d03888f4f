using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training.Records;

/// <summary>The bytes that TensorBoard reads.</summary>
public sealed class EventFileTests
{
    [Fact]
    public void Write_EventsOfTheGoldenFile_AreItsBytes()
    {
        byte[] png = [.. Enumerable.Range(0, 512).Select(i => (byte)i)];
        var stream = new MemoryStream();
        using (var file = new EventFile(stream, new SteppingClock(1_700_000_000)))
        {
            file.Scalars(10, [new("loss/total", 1.5), new("rate", 0)]);
            file.Scalars(3_000_000_000, [new("validation/AP", 0.1)]);
            file.Picture(300, "images/00 é.png", 300, 20, png);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "events.tfevents")), stream.ToArray());
    }

    [Fact]
    public void Paint_Boxes_TruthDashedFindingsSolidInTheColourOfTheClass()
    {
        var picture = new PixelImage(40, 30);

        PixelImage painted = BoxPainter.Paint(
            picture, [new AnnotatedObject(new BoxXyxy(2, 2, 12, 12), 1)],
            [new Detection(new BoxXyxy(20, 10, 30, 20), 0, 0.9f), new Detection(new BoxXyxy(35, -5, 60, 8), 2, 0.9f), new Detection(new BoxXyxy(50, 50, 60, 60), 2, 0.9f)], 100);

        Assert.All(picture.Rgb, value => Assert.Equal(0, value));
        Assert.Equal(ClassPalette.Of(0), At(painted, 20, 15));
        Assert.Equal(ClassPalette.Of(0), At(painted, 29, 19));
        Assert.Equal(new RgbTriple(0, 0, 0), At(painted, 25, 15));
        Assert.Equal(new RgbTriple(0, 0, 0), At(painted, 30, 15));
        Assert.Equal(ClassPalette.Of(2), At(painted, 39, 7));
        RgbTriple[] edge = [.. Enumerable.Range(2, 10).Select(x => At(painted, x, 2))];
        Assert.Contains(ClassPalette.Of(1), edge);
        Assert.Contains(new RgbTriple(0, 0, 0), edge);
    }

    [Fact]
    public void Paint_LargePicture_IsMadeSmallerWithItsBoxes()
    {
        PixelImage painted = BoxPainter.Paint(new PixelImage(400, 200), [], [new Detection(new BoxXyxy(200, 100, 300, 150), 3, 1)], 40);

        Assert.Equal((40, 20), (painted.Width, painted.Height));
        Assert.Equal(ClassPalette.Of(3), At(painted, 20, 10));
        Assert.Equal(ClassPalette.Of(3), At(painted, 29, 14));
        Assert.Equal(new RgbTriple(0, 0, 0), At(painted, 30, 15));
    }

    private static RgbTriple At(PixelImage image, int x, int y)
    {
        int at = 3 * ((y * image.Width) + x);
        return new RgbTriple(image.Rgb[at], image.Rgb[at + 1], image.Rgb[at + 2]);
    }

    private sealed class SteppingClock(long seconds) : TimeProvider
    {
        private long _seconds = seconds;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(_seconds++);
    }
}
