using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.Images;

public sealed class ImageFormatTests
{
    private const int Width = 24;
    private const int Height = 16;

    // JPEG and lossy WebP at quality 95 on a smooth picture: a rounding or two of colour conversion and quantisation.
    private const int LossyTolerance = 6;

    [Theory]
    [InlineData("rgb.jpg", LossyTolerance)]
    [InlineData("progressive.jpg", LossyTolerance)]
    [InlineData("cmyk.jpg", LossyTolerance)]
    [InlineData("exif6.jpg", LossyTolerance)]
    [InlineData("lossy.webp", 12)] // 4:2:0 chroma
    [InlineData("lossless.webp", 0)]
    [InlineData("animated.webp", 0)]
    public void CreateFromFile_EachFormat_GivesTheSamePicture(string name, int tolerance)
    {
        using MLImage image = MLImage.CreateFromFile(TestFile(name));

        Assert.Equal((Width, Height, 32), (image.Width, image.Height, image.BitsPerPixel));
        AssertPixels(image, (x, y) => new Pixel(40 + (8 * x), 30 + (12 * y), 120, 255), tolerance);
    }

    [Fact]
    public void CreateFromFile_GrayJpeg_HasEqualChannels()
    {
        using MLImage image = MLImage.CreateFromFile(TestFile("gray.jpg"));

        AssertPixels(image, (x, y) =>
        {
            int luma = (int)((0.299 * (40 + (8 * x))) + (0.587 * (30 + (12 * y))) + (0.114 * 120));
            return new Pixel(luma, luma, luma, 255);
        }, LossyTolerance);
    }

    [Fact]
    public void CreateFromFile_WebPWithAlpha_IsPremultiplied()
    {
        using MLImage image = MLImage.CreateFromFile(TestFile("alpha.webp"));

        AssertPixels(image, (x, y) => Premultiplied(40 + (8 * x), 30 + (12 * y), 120, 255 - (10 * x)), 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CreateFromStream_PngRgb_GivesItsPixels(bool interlaced)
    {
        byte[] file = new PngBuilder(13, 11, 8, PngBuilder.Rgb) { Interlaced = interlaced }.Build((x, y, c) => Sample(x, y, c));

        using MLImage image = Pixel.Decode(file);

        Assert.Equal((13, 11), (image.Width, image.Height));
        AssertPixels(image, (x, y) => new Pixel(Sample(x, y, 0), Sample(x, y, 1), Sample(x, y, 2), 255), 0);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void CreateFromStream_PngRgba_IsPremultiplied(int bits)
    {
        int factor = bits == 16 ? 257 : 1;
        byte[] file = new PngBuilder(13, 11, bits, PngBuilder.Rgba).Build((x, y, c) => Sample(x, y, c) * factor);

        using MLImage image = Pixel.Decode(file);

        AssertPixels(image, (x, y) => Premultiplied(Sample(x, y, 0), Sample(x, y, 1), Sample(x, y, 2), Sample(x, y, 3)), 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void CreateFromStream_PngGray_SpansBlackToWhite(int bits)
    {
        int largest = (1 << bits) - 1;
        byte[] file = new PngBuilder(9, 5, bits, PngBuilder.Gray).Build((x, y, _) => (x + y) % 2 == 0 ? 0 : largest);

        using MLImage image = Pixel.Decode(file);

        AssertPixels(image, (x, y) => (x + y) % 2 == 0 ? new Pixel(0, 0, 0, 255) : new Pixel(255, 255, 255, 255), 0);
    }

    [Fact]
    public void CreateFromStream_PngGrayWithAlpha_IsPremultiplied()
    {
        byte[] file = new PngBuilder(9, 5, 8, PngBuilder.GrayAlpha).Build((x, _, c) => c == 0 ? 200 : x * 20);

        using MLImage image = Pixel.Decode(file);

        AssertPixels(image, (x, _) => Premultiplied(200, 200, 200, x * 20), 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void CreateFromStream_PngPalette_LooksItsColorsUp(int bits)
    {
        byte[] file = new PngBuilder(9, 5, bits, PngBuilder.Palette)
        {
            Colors = [10, 20, 30, 200, 100, 50],
            Transparency = [255, 0],
            Interlaced = true,
        }.Build((x, y, _) => (x ^ y) & 1);

        using MLImage image = Pixel.Decode(file);

        AssertPixels(image, (x, y) => ((x ^ y) & 1) == 0 ? new Pixel(10, 20, 30, 255) : new Pixel(0, 0, 0, 0), 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void CreateFromStream_BmpPalette_LooksItsColorsUp(int bits)
    {
        // Three pixels, 0 1 0, in a row of four bytes.
        byte[] row = bits switch { 1 => [0x40, 0, 0, 0], 4 => [0x01, 0x00, 0, 0], _ => [0, 1, 0, 0] };
        byte[] file = BmpBuilder.Build(3, 1, bits, row, palette: [30, 20, 10, 0, 50, 100, 200, 0]);

        using MLImage image = Pixel.Decode(file);

        AssertPixels(image, (x, _) => x == 1 ? new Pixel(200, 100, 50, 255) : new Pixel(10, 20, 30, 255), 0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void CreateFromStream_Bmp24_KnowsBothRowOrders(int height)
    {
        byte[] rows = [1, 2, 3, 0, 0, 0, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0];
        byte[] file = BmpBuilder.Build(2, height, 24, rows);

        using MLImage image = Pixel.Decode(file);

        Assert.Equal(2, image.Height);
        Assert.Equal(new Pixel(3, 2, 1, 255), Pixel.At(image, 0, height > 0 ? 1 : 0));
        Assert.Equal(new Pixel(6, 5, 4, 255), Pixel.At(image, 0, height > 0 ? 0 : 1));
    }

    [Fact]
    public void CreateFromStream_Bmp565_WidensItsMasks()
    {
        // Full red, full green.
        byte[] file = BmpBuilder.Build(2, 1, 16, [0x00, 0xF8, 0xE0, 0x07], compression: 3, masks: [0xF800, 0x07E0, 0x001F]);

        using MLImage image = Pixel.Decode(file);

        Assert.Equal(new Pixel(255, 0, 0, 255), Pixel.At(image, 0, 0));
        Assert.Equal(new Pixel(0, 255, 0, 255), Pixel.At(image, 1, 0));
    }

    [Fact]
    public void CreateFromStream_BmpRunLength_FollowsRunsAndLiterals()
    {
        // Two of colour 1; a literal of three (0, 1, 0, padded); end of line; end.
        byte[] runs = [2, 1, 0, 3, 0, 1, 0, 0, 0, 0, 0, 1];
        byte[] file = BmpBuilder.Build(5, 1, 8, runs, compression: 1, palette: [30, 20, 10, 0, 50, 100, 200, 0]);

        using MLImage image = Pixel.Decode(file);

        int[] red = Enumerable.Range(0, 5).Select(x => Pixel.At(image, x, 0).R).ToArray();
        Assert.Equal([200, 200, 10, 200, 10], red);
    }

    private static int Sample(int x, int y, int channel) => channel switch
    {
        0 => x * 19,
        1 => y * 23,
        2 => (x + y) * 10,
        _ => 255 - (x * y),
    };

    private static Pixel Premultiplied(int r, int g, int b, int a) =>
        new((int)Math.Round(r * a / 255.0), (int)Math.Round(g * a / 255.0), (int)Math.Round(b * a / 255.0), a);

    private static void AssertPixels(MLImage image, Func<int, int, Pixel> expected, int tolerance)
    {
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                Pixel found = Pixel.At(image, x, y);
                Assert.True(found.IsNear(expected(x, y), tolerance), $"({x}, {y}): {found}, expected {expected(x, y)}");
            }
        }
    }

    internal static string TestFile(string name) => Path.Combine(AppContext.BaseDirectory, "Images", "Files", name);
}
