using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Tests.Geometry;

public class ResizeMappingTests
{
    private static readonly BoxXyxy _box = new(100, 50, 300, 250);

    [Fact]
    public void Fill_HandWorked_ScalesEachSide()
    {
        ResizeMapping mapping = ResizeMapping.Fill(640, 480, 320, 120);
        Assert.Equal(new BoxXyxy(50, 12.5f, 150, 62.5f), mapping.ToTarget(_box));
        Assert.Equal(_box, mapping.ToSource(new BoxXyxy(50, 12.5f, 150, 62.5f)));
    }

    [Fact]
    public void IsoPad_WidePictureInASquare_IsCentredDown()
    {
        // 640x480 into 300x300: scale 0.46875, 300x225 pixels drawn from y = (int)37.5.
        ResizeMapping mapping = ResizeMapping.IsoPad(640, 480, 300, 300);
        Assert.Equal((0.46875, 0.46875, 0d, 37d), (mapping.ScaleX, mapping.ScaleY, mapping.OffsetX, mapping.OffsetY));
        Assert.Equal(new BoxXyxy(46.875f, 60.4375f, 140.625f, 154.1875f), mapping.ToTarget(_box));
    }

    [Fact]
    public void IsoPad_HighPicture_TruncatesTheDrawnSize()
    {
        // 333x500 into 320x240: scale 0.48 in float32, (int)159.84 = 159 columns drawn from (int)80.08.
        ResizeMapping mapping = ResizeMapping.IsoPad(333, 500, 320, 240);
        Assert.Equal(159d / 333, mapping.ScaleX);
        Assert.Equal((80d, 0d), (mapping.OffsetX, mapping.OffsetY));
        Assert.Equal(240d / 500, mapping.ScaleY);
    }

    [Theory]
    [InlineData(ResizeAnchor.Left, 0)]
    [InlineData(ResizeAnchor.Right, -100)]
    [InlineData(ResizeAnchor.Center, -50)]
    [InlineData(ResizeAnchor.Top, -50)]
    [InlineData(ResizeAnchor.Bottom, -50)]
    public void IsoCrop_WidePicture_IsAnchoredAcross(ResizeAnchor anchor, double offset)
    {
        ResizeMapping mapping = ResizeMapping.IsoCrop(640, 480, 300, 300, anchor);
        Assert.Equal((0.625, 0.625, offset, 0d), (mapping.ScaleX, mapping.ScaleY, mapping.OffsetX, mapping.OffsetY));
    }

    [Theory]
    [InlineData(ResizeAnchor.Top, 0)]
    [InlineData(ResizeAnchor.Bottom, -73)]
    [InlineData(ResizeAnchor.Center, -36)]
    [InlineData(ResizeAnchor.Left, -36)]
    [InlineData(ResizeAnchor.Right, -36)]
    public void IsoCrop_HighPicture_TruncatesTowardsZero(ResizeAnchor anchor, double offset)
    {
        // 300x421 into 200x207: scale 2/3, the height 280.67, so 73.67 rows are cut off.
        ResizeMapping mapping = ResizeMapping.IsoCrop(300, 421, 200, 207, anchor);
        Assert.Equal((0d, offset), (mapping.OffsetX, mapping.OffsetY));
        Assert.Equal(280d / 421, mapping.ScaleY);
    }

    [Fact]
    public void Create_SameSize_IsTheIdentity()
    {
        foreach (ResizeKind kind in Enum.GetValues<ResizeKind>())
        {
            Assert.Equal(_box, ResizeMapping.Create(kind, 517, 311, 517, 311).ToTarget(_box));
        }
    }

    [Fact]
    public void ToSource_AfterToTarget_IsWithinAHundredthOfAPixel() => Properties.Hold<(int A, int B, int C, int D)>(sizes =>
    {
        int sw = 32 + (Math.Abs(sizes.A * 37) % 4000), sh = 32 + (Math.Abs(sizes.B * 37) % 4000);
        int tw = 32 + (Math.Abs(sizes.C * 37) % 1000), th = 32 + (Math.Abs(sizes.D * 37) % 1000);
        BoxXyxy box = new(0.11f * sw, 0.27f * sh, 0.83f * sw, 0.91f * sh);
        foreach (ResizeKind kind in Enum.GetValues<ResizeKind>())
        {
            foreach (ResizeAnchor anchor in Enum.GetValues<ResizeAnchor>())
            {
                ResizeMapping mapping;
                try
                {
                    mapping = ResizeMapping.Create(kind, sw, sh, tw, th, anchor);
                }
                catch (ArgumentException) when (kind == ResizeKind.IsoPad)
                {
                    continue;
                }

                BoxXyxy back = mapping.ToSource(mapping.ToTarget(box));

                // Float32 keeps 24 bits: at 4,000 pixels an error of 0.0005, twice, divided by the smallest scale of 1/125.
                float worst = Math.Max(
                    Math.Max(Math.Abs(back.X1 - box.X1), Math.Abs(back.Y1 - box.Y1)),
                    Math.Max(Math.Abs(back.X2 - box.X2), Math.Abs(back.Y2 - box.Y2)));
                if (worst > 0.01f)
                {
                    return false;
                }
            }
        }

        return true;
    });

    [Fact]
    public void SourceRegion_PaddedAndCropped_ReachesOutOrIn()
    {
        Assert.Equal(new BoxXyxy(0, -80, 640, 560), ResizeMapping.IsoPad(640, 480, 320, 320).SourceRegion);
        Assert.Equal(new BoxXyxy(80, 0, 560, 480), ResizeMapping.IsoCrop(640, 480, 240, 240).SourceRegion);
    }

    [Fact]
    public void Create_BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ResizeMapping.Fill(0, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResizeMapping.Create((ResizeKind)7, 1, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResizeMapping.IsoCrop(1, 1, 1, 1, (ResizeAnchor)7));
        Assert.Contains("vanishes", Assert.Throws<ArgumentException>(() => ResizeMapping.IsoPad(1, 10000, 10, 10)).Message);
    }

    [Fact]
    public void Numbers_AsMlNets_AreEqual()
    {
        Assert.Equal([0, 1, 2], Enum.GetValues<ResizeKind>().Select(kind => (int)kind));
        Assert.Equal([4, 0, 1, 2, 3], new[] { ResizeAnchor.Center, ResizeAnchor.Right, ResizeAnchor.Left, ResizeAnchor.Top, ResizeAnchor.Bottom }
            .Select(anchor => (int)anchor));
    }
}
