using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Tests.Golden;

namespace MLNetDetection.Core.Tests.Imaging;

public class ImageResamplerTests
{
    public sealed record Case(string Filter, int Width, int Height, double[] Box, string Rgb);

    [Fact]
    public void ToInterleaved_PilAndTorchPictures_DifferByOneGreyLevelAtMost()
    {
        PixelImage picture = GoldenPicture();
        Case[] cases = GoldenFile.Read<Case[]>("resample.json");
        Assert.Equal(16, cases.Length);
        foreach (Case item in cases)
        {
            byte[] wanted = Convert.FromBase64String(item.Rgb);
            BoxXyxy box = new((float)item.Box[0], (float)item.Box[1], (float)item.Box[2], (float)item.Box[3]);
            PixelImage result = new ImageResampler(Enum.Parse<ResampleFilter>(item.Filter))
                .ToImage(picture, new ResampleRequest(box, item.Width, item.Height));

            // PIL rounds to bytes between its two passes: half a level of error more than ours, so never over one level.
            Assert.Equal(wanted.Length, result.Rgb.Length);
            int worst = wanted.Zip(result.Rgb, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(worst <= 1, $"{item.Filter} {item.Width}x{item.Height}: {worst} grey levels");
        }
    }

    [Fact]
    public void ToInterleaved_SameSize_IsACopy()
    {
        PixelImage picture = GoldenPicture();
        Assert.Equal(picture.Rgb, ImageResampler.Resize(picture, 37, 29).Rgb);
    }

    [Fact]
    public void ToInterleaved_Crop_TakesThosePixels()
    {
        PixelImage picture = GoldenPicture();
        PixelImage part = new ImageResampler().ToImage(picture, new ResampleRequest(new BoxXyxy(5, 7, 9, 10), 4, 3));
        for (int y = 0; y < 3; y++)
        {
            Assert.Equal(picture.Rgb.AsSpan((((y + 7) * 37) + 5) * 3, 12), part.Rgb.AsSpan(y * 12, 12));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void ToPlanar_BytesAndFloats_AreTheInterleavedPixels(bool horizontally, bool vertically)
    {
        PixelImage picture = GoldenPicture();
        ImageResampler resampler = new();
        ResampleRequest plain = new(new BoxXyxy(2, 3, 31, 27), 19, 11);
        ResampleRequest request = plain with { FlipHorizontally = horizontally, FlipVertically = vertically };
        PixelImage whole = resampler.ToImage(picture, plain);
        byte[] bytes = new byte[3 * 19 * 11];
        float[] floats = new float[3 * 19 * 11];
        resampler.ToPlanar(picture, request, bytes);
        resampler.ToPlanar(picture, request, floats, 1 / 255f);
        for (int i = 0; i < bytes.Length; i++)
        {
            int channel = i / (19 * 11), y = i / 19 % 11, x = i % 19;
            int fromX = horizontally ? 18 - x : x, fromY = vertically ? 10 - y : y;
            byte wanted = whole.Rgb[(((fromY * 19) + fromX) * 3) + channel];
            Assert.Equal(wanted, bytes[i]);
            Assert.InRange(floats[i] * 255, wanted - 0.501f, wanted + 0.501f);
        }
    }

    [Fact]
    public void ToInterleaved_RegionReachesOutside_ShowsTheFillThere()
    {
        PixelImage picture = new(4, 4, [.. Enumerable.Repeat((byte)200, 48)]);
        ResampleRequest request = new(new BoxXyxy(-4, -4, 8, 8), 12, 12, Fill: new RgbTriple(10, 20, 30));
        PixelImage result = new ImageResampler().ToImage(picture, request);
        for (int i = 0; i < 144; i++)
        {
            bool inside = i % 12 is >= 4 and < 8 && i / 12 is >= 4 and < 8;
            byte[] wanted = inside ? [200, 200, 200] : [10, 20, 30];
            Assert.Equal(wanted, result.Rgb[(i * 3)..((i * 3) + 3)]);
        }
    }

    [Fact]
    public void ToInterleaved_RegionWhollyOutside_IsFill()
    {
        ResampleRequest request = new(new BoxXyxy(100, -90, 130, -60), 7, 5, Fill: new RgbTriple(1, 2, 3));
        PixelImage result = new ImageResampler().ToImage(GoldenPicture(), request);
        Assert.All(result.Rgb.Chunk(3), pixel => Assert.Equal<byte>([1, 2, 3], pixel));
    }

    [Fact]
    public void ToInterleaved_EdgeHalfCovered_BlendsTheFill()
    {
        // Two target pixels of which the first lies half outside: half fill, half picture (plus neighbours of the same grey).
        PixelImage picture = new(2, 1, [100, 100, 100, 100, 100, 100]);
        ResampleRequest request = new(new BoxXyxy(-1, 0, 3, 1), 2, 1, Fill: default);
        PixelImage result = new ImageResampler().ToImage(picture, request);

        // Triangle of radius 2 about x = 0: pixels -2, -1, 0, 1 weigh 1/4, 3/4, 3/4, 1/4; half of it is inside.
        Assert.Equal(50, result.Rgb[0]);
        Assert.Equal(50, result.Rgb[3]);
    }

    [Fact]
    public void ToInterleaved_Recoloured_IsClamped()
    {
        PixelImage picture = new(2, 1, [250, 100, 0, 10, 20, 30]);
        ResampleRequest request = ResampleRequest.Whole(picture, 2, 1) with { Colour = ColourTransform.Brightness(20) };
        Assert.Equal<byte>([255, 120, 20, 30, 40, 50], new ImageResampler().ToImage(picture, request).Rgb);
        request = request with { Colour = ColourTransform.Brightness(-20) };
        Assert.Equal<byte>([230, 80, 0, 0, 0, 10], new ImageResampler().ToImage(picture, request).Rgb);
    }

    [Fact]
    public void ToImage_OneInstanceManySizes_EqualsFreshInstances()
    {
        ImageResampler reused = new();
        foreach ((int w, int h) in new[] { (80, 60), (3, 2), (200, 1), (1, 90), (37, 29) })
        {
            PixelImage picture = GoldenPicture();
            Assert.Equal(ImageResampler.Resize(picture, w, h).Rgb, reused.ToImage(picture, ResampleRequest.Whole(picture, w, h)).Rgb);
        }
    }

    [Fact]
    public void ToImage_OnePixel_FillsAnySize()
    {
        PixelImage result = ImageResampler.Resize(new PixelImage(1, 1, [7, 8, 9]), 50, 40);
        Assert.All(result.Rgb.Chunk(3), pixel => Assert.Equal<byte>([7, 8, 9], pixel));
    }

    [Fact]
    public void Run_BadRequest_SaysWhy()
    {
        PixelImage picture = GoldenPicture();
        ImageResampler resampler = new();
        BoxXyxy whole = new(0, 0, 37, 29);
        Assert.Contains("no area", Assert.Throws<ArgumentException>(
            () => resampler.ToInterleaved(picture, new ResampleRequest(new BoxXyxy(3, 3, 3, 5), 2, 2), new byte[12])).Message);
        Assert.Contains("no area", Assert.Throws<ArgumentException>(
            () => resampler.ToInterleaved(picture, new ResampleRequest(new BoxXyxy(0, 0, float.NaN, 5), 2, 2), new byte[12])).Message);
        Assert.Contains("0x2", Assert.Throws<ArgumentException>(
            () => resampler.ToInterleaved(picture, new ResampleRequest(whole, 0, 2), new byte[12])).Message);
        Assert.Contains("11 values and 12", Assert.Throws<ArgumentException>(
            () => resampler.ToInterleaved(picture, new ResampleRequest(whole, 2, 2), new byte[11])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageResampler((ResampleFilter)9));
    }

    /// <summary>The picture that Golden/make_resample.py makes.</summary>
    internal static PixelImage GoldenPicture()
    {
        PixelImage picture = new(37, 29);
        int state = 12345;
        for (int i = 0; i < picture.Rgb.Length; i++)
        {
            state = unchecked((state * 1103515245) + 12345) & 0x7FFFFFFF;
            int x = i / 3 % 37, y = i / 3 / 37;
            picture.Rgb[i] = (byte)Math.Clamp((x * 5) + (y * 3) + ((state >> 16) & 255) - 128, 0, 255);
        }

        return picture;
    }
}
