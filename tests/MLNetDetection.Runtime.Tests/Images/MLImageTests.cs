using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.Images;

public sealed class MLImageTests
{
    [Theory]
    [InlineData(MLPixelFormat.Bgra32)]
    [InlineData(MLPixelFormat.Rgba32)]
    public void CreateFromPixels_EitherOrder_KeepsBytesAndFormat(MLPixelFormat format)
    {
        byte[] pixels = Enumerable.Range(0, 3 * 2 * 4).Select(i => (byte)i).ToArray();

        using MLImage image = MLImage.CreateFromPixels(3, 2, format, pixels);
        byte[] copy = image.Pixels.ToArray();
        pixels[0] = 99;

        Assert.Equal((3, 2, format, 32), (image.Width, image.Height, image.PixelFormat, image.BitsPerPixel));
        Assert.Equal(0, copy[0]);
        Assert.Equal(copy, image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(0, 1, MLPixelFormat.Bgra32, 4, "Invalid width value.")]
    [InlineData(1, -1, MLPixelFormat.Bgra32, 4, "Invalid height value.")]
    [InlineData(1, 1, MLPixelFormat.Unknown, 4, "Unsupported pixel format")]
    [InlineData(1, 1, MLPixelFormat.Rgba32, 5, "Invalid imagePixelData buffer size.")]
    public void CreateFromPixels_BadArguments_SaysWhich(int width, int height, MLPixelFormat format, int length, string message)
    {
        ArgumentException thrown =
            Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(width, height, format, new byte[length]));

        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_AfterDispose_Throw()
    {
        MLImage image = Pixel.Image(2, 2, (_, _) => (1, 2, 3));
        image.Tag = "kept until disposed";
        Assert.Equal("kept until disposed", image.Tag);

        image.Dispose();
        image.Dispose();

        Assert.Throws<InvalidOperationException>(() => image.Width);
        Assert.Throws<InvalidOperationException>(() => image.Height);
        Assert.Throws<InvalidOperationException>(() => image.PixelFormat);
        Assert.Throws<InvalidOperationException>(() => image.BitsPerPixel);
        Assert.Throws<InvalidOperationException>(() => image.Pixels.Length);
        Assert.Throws<InvalidOperationException>(() => image.Tag);
        Assert.Throws<InvalidOperationException>(() => image.Tag = "");
        Assert.Throws<InvalidOperationException>(() => image.Save("a.png"));
    }

    [Fact]
    public void Tag_NeverSet_IsNull()
    {
        using MLImage image = Pixel.Image(1, 1, (_, _) => (0, 0, 0));

        Assert.Null(image.Tag);
    }

    [Theory]
    [InlineData(".png", 0)]
    [InlineData(".webp", 0)]
    [InlineData(".jpg", 6)] // quality 100; 4:2:0 chroma is right to about a pixel's step
    [InlineData(".JPEG", 6)]
    public void Save_EachFormat_CanBeReadAgain(string extension, int tolerance)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("picture" + extension);
        using MLImage image = Pixel.Image(20, 10, (x, y) => (40 + (3 * x), 50 + (4 * y), 120));

        image.Save(path);

        using MLImage read = MLImage.CreateFromFile(path);
        Assert.Equal((20, 10), (read.Width, read.Height));
        for (int i = 0; i < 200; i++)
        {
            Pixel expected = Pixel.At(image, i % 20, i / 20);
            Assert.True(Pixel.At(read, i % 20, i / 20).IsNear(expected, tolerance));
        }
    }

    [Fact]
    public void Save_RedFirstImage_KeepsItsColors()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("red.png");
        using MLImage image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, [200, 100, 50, 255]);

        image.Save(path);

        using MLImage read = MLImage.CreateFromFile(path);
        Assert.Equal(new Pixel(200, 100, 50, 255), Pixel.At(read, 0, 0));
    }

    [Fact]
    public void Save_TransparentPng_KeepsAlpha()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("alpha.png");
        using MLImage image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [25, 50, 100, 128, 0, 0, 0, 0]);

        image.Save(path);

        using MLImage read = MLImage.CreateFromFile(path);
        Assert.True(Pixel.At(read, 0, 0).IsNear(new Pixel(100, 50, 25, 128), 1));
        Assert.Equal(new Pixel(0, 0, 0, 0), Pixel.At(read, 1, 0));
    }

    [Theory]
    [InlineData("picture.txt", "Path has invalid image file extension.")]
    [InlineData("picture", "Path has invalid image file extension.")]
    [InlineData("picture.bmp", "Saving image with the format '.bmp' is not supported.")]
    public void Save_FormatThatCannotBeWritten_SaysSo(string name, string message)
    {
        using MLImage image = Pixel.Image(1, 1, (_, _) => (0, 0, 0));

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => image.Save(name));

        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(name));
    }
}
