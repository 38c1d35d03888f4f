using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Tests.Geometry;

public class TileGridTests
{
    private static BoxXyxy[] Windows(int width, int height, int tileWidth, int tileHeight, double overlap = 0.2) =>
        [.. TileGrid.Windows(width, height, tileWidth, tileHeight, overlap)];

    // Steps of at most 640 - 128 = 512: 1,000 - 640 = 360 takes one, 1,600 - 640 = 960 takes two of 480.
    [Fact]
    public void Windows_TilesThatDoNotDivideThePicture_AreSpreadEvenlyUpToItsEdges() => Assert.Equal(
        [
            new(0, 0, 640, 640), new(480, 0, 1120, 640), new(960, 0, 1600, 640),
            new(0, 360, 640, 1000), new(480, 360, 1120, 1000), new(960, 360, 1600, 1000),
        ],
        Windows(1600, 1000, 640, 640));

    [Theory]
    [InlineData(1, 1, 640, 480, -319, -239, 321, 241)]
    [InlineData(100, 60, 100, 60, 0, 0, 100, 60)]
    [InlineData(100, 60, 200, 60, -50, 0, 150, 60)]
    public void Windows_PictureNoLargerThanATile_AreOneWithThePictureInItsMiddle(int width, int height, int tileWidth, int tileHeight, float x1, float y1, float x2, float y2) =>
        Assert.Equal(new BoxXyxy(x1, y1, x2, y2), Assert.Single(Windows(width, height, tileWidth, tileHeight)));

    [Fact]
    public void Windows_ALineOfPixels_AreCutAlongIt()
    {
        BoxXyxy[] windows = Windows(1, 5000, 1, 480);

        Assert.Equal(13, windows.Length); // (5000 - 480) / 384 = 11.8
        Assert.All(windows, window => Assert.Equal((0, 1), (window.X1, window.X2)));
    }

    [Fact]
    public void Windows_AnySizes_CoverThePictureWithTheOverlap() => Properties.Hold<(ushort Length, ushort Tile, byte Overlap)>(sizes =>
    {
        int length = sizes.Length % 6000 + 1, tile = Math.Min(length, sizes.Tile % 900 + 16);
        double overlap = sizes.Overlap % 91 / 100.0;
        BoxXyxy[] windows = Windows(length, 1, tile, 1, overlap);
        return windows[0].X1 == 0 && windows[^1].X2 == length && windows.Length == TileGrid.Count(length, 1, tile, 1, overlap)
            && windows.All(window => window.Width == tile)
            && windows.Zip(windows.Skip(1)).All(pair => pair.First.X2 - pair.Second.X1 >= (int)(overlap * tile) && pair.Second.X1 > pair.First.X1);
    });

    [Theory]
    [InlineData(0, 10, 5, 0.2)]
    [InlineData(10, 0, 5, 0.2)]
    [InlineData(10, 10, 0, 0.2)]
    [InlineData(10, 10, 5, -0.1)]
    [InlineData(10, 10, 5, 0.95)]
    [InlineData(10, 10, 5, double.NaN)]
    public void Count_ImpossibleArguments_AreRefused(int width, int height, int tile, double overlap) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TileGrid.Count(width, height, tile, tile, overlap));
}
