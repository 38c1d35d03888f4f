using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.Images;

/// <summary>Files may come from anywhere: they are refused, or give an image, and never more than that.</summary>
public sealed class DamagedImageTests
{
    [Fact]
    public void CreateFromStream_Null_Throws() =>
        Assert.Throws<ArgumentNullException>(() => MLImage.CreateFromStream(null!));

    [Theory]
    [InlineData("")]
    [InlineData("no image at all, but long enough for every signature")]
    [InlineData("BM")]
    [InlineData("RIFF0000WEBP")]
    public void CreateFromStream_NoImage_SaysSo(string text)
    {
        byte[] file = System.Text.Encoding.ASCII.GetBytes(text);

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Pixel.Decode(file));

        Assert.StartsWith("Invalid input stream contents", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateFromFile_Missing_SaysSo()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => MLImage.CreateFromFile("no-such-file.png"));

        Assert.StartsWith("Invalid path", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateFromStream_PngOfAbsurdSize_IsRefused()
    {
        byte[] file = new PngBuilder(1 << 20, 1 << 20, 8, PngBuilder.Rgb).BuildHeaderOnly();

        Assert.ThrowsAny<Exception>(() => Pixel.Decode(file));
    }

    [Fact]
    public void CreateFromStream_BmpOfAbsurdSize_IsRefused()
    {
        Assert.ThrowsAny<Exception>(() => Pixel.Decode(BmpBuilder.Build(int.MaxValue, int.MinValue, 32, new byte[16])));
        Assert.ThrowsAny<Exception>(() => Pixel.Decode(BmpBuilder.Build(0, 5, 32, new byte[16])));
    }

    [Theory]
    [InlineData("rgb.jpg")]
    [InlineData("lossless.webp")]
    public void CreateFromStream_CutWithinItsHeader_IsRefused(string name)
    {
        byte[] file = File.ReadAllBytes(ImageFormatTests.TestFile(name));

        Assert.Throws<ArgumentException>(() => Pixel.Decode(file[..20]));
    }

    [Fact]
    public void CreateFromStream_JpegCutWithinItsRows_KeepsTheFirstOnes()
    {
        byte[] file = File.ReadAllBytes(ImageFormatTests.TestFile("rgb.jpg"));

        using MLImage image = Pixel.Decode(file[..^40]);

        Assert.Equal((24, 16), (image.Width, image.Height));
        Assert.True(Pixel.At(image, 3, 2).IsNear(new Pixel(64, 54, 120, 255), 6));
    }

    [Fact]
    public void CreateFromStream_AnyBytesChanged_NeverCrashes()
    {
        for (int seed = 0; seed < 800; seed++)
        {
            byte[] file = Damage(seed);
            try
            {
                using MLImage image = Pixel.Decode(file);
                Assert.Equal(image.Width * image.Height * 4, image.Pixels.Length);
            }
            catch (ArgumentException)
            {
                // Refused.
            }
        }
    }

    private static byte[] Damage(int seed)
    {
        string[] names = ["rgb.jpg", "progressive.jpg", "cmyk.jpg", "alpha.webp", "lossy.webp", "animated.webp"];
        var random = new Random(seed);
        byte[] file = random.Next(3) switch
        {
            0 => new PngBuilder(9, 7, 8, PngBuilder.Rgba) { Interlaced = seed % 2 == 0 }.Build((x, y, c) => x + y + c),
            1 => BmpBuilder.Build(9, 7, 8, new byte[100], compression: seed & 1, palette: new byte[64]),
            _ => File.ReadAllBytes(ImageFormatTests.TestFile(names[random.Next(names.Length)])),
        };
        for (int changes = random.Next(1, 12); changes > 0; changes--)
        {
            file[random.Next(file.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
    }
}
