using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Tests.Datasets.Formats;

namespace MLNetDetection.Core.Tests.Imaging;

public sealed class ImageFileInfoTests
{
    [Fact]
    public void Read_Jpegs_TellsSizeColoursAndOrientation()
    {
        Assert.Equal(new ImageFileInfo(ImageFileFormat.Jpeg, 640, 480, ColourLayout.Rgb, 8, 1, true), ImageFileInfo.Read(ImageHeads.Jpeg(640, 480)));
        Assert.Equal(ColourLayout.Grayscale, ImageFileInfo.Read(ImageHeads.Jpeg(3, 4, 1)).Layout);
        Assert.Equal(ColourLayout.Cmyk, ImageFileInfo.Read(ImageHeads.Jpeg(3, 4, 4)).Layout);
        Assert.False(ImageFileInfo.Read(ImageHeads.Jpeg(3, 4, complete: false)).IsComplete);
        ImageFileInfo turned = ImageFileInfo.Read(ImageHeads.Jpeg(300, 400, orientation: 6));
        Assert.Equal((6, 400, 300), (turned.Orientation, turned.UprightWidth, turned.UprightHeight));
        Assert.Equal(1, ImageFileInfo.Read(ImageHeads.Jpeg(300, 400, orientation: 9)).Orientation);
    }

    [Fact]
    public void Read_PngsAndBitmaps_TellTheirKind()
    {
        Assert.Equal(new ImageFileInfo(ImageFileFormat.Png, 7, 5, ColourLayout.Rgb, 8, 1, true), ImageFileInfo.Read(ImageHeads.Png(7, 5)));
        Assert.Equal((ColourLayout.Rgba, 16), (ImageFileInfo.Read(ImageHeads.Png(7, 5, 6, 16)).Layout, ImageFileInfo.Read(ImageHeads.Png(7, 5, 6, 16)).BitsPerChannel));
        Assert.Equal(ColourLayout.Palette, ImageFileInfo.Read(ImageHeads.Png(7, 5, 3)).Layout);
        Assert.False(ImageFileInfo.Read(ImageHeads.Png(7, 5, complete: false)).IsComplete);
        byte[] bitmap = SmallSet.Bitmap(33, 21);
        Assert.Equal(new ImageFileInfo(ImageFileFormat.Bmp, 33, 21, ColourLayout.Rgb, 8, 1, true), ImageFileInfo.Read(bitmap));
        Assert.False(ImageFileInfo.Read(bitmap[..^9]).IsComplete);
    }

    [Fact]
    public void Read_CutAtAnyByteOrChanged_IsReadOrRefused()
    {
        Random random = new(5);
        foreach (byte[] file in new[] { ImageHeads.Jpeg(64, 48, orientation: 3), ImageHeads.Png(64, 48), SmallSet.Bitmap(9, 9), [.. "GIF89a"u8, 9, 0, 8, 0, 1, 1], [.. "RIFF\x20\0\0\0WEBPVP8X"u8, .. new byte[40]], [.. "II*\0\x08\0\0\0"u8, .. new byte[40]] })
        {
            for (int i = 0; i < 400; i++)
            {
                byte[] damaged = i < file.Length ? file[..i] : (byte[])file.Clone();
                for (int flips = i < file.Length ? 0 : 3; flips > 0; flips--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                try
                {
                    ImageFileInfo info = ImageFileInfo.Read(damaged);
                    Assert.True(info.Width > 0 && info.Height > 0 && info.Orientation is >= 1 and <= 8);
                }
                catch (InvalidDataException)
                {
                }
            }
        }

        Assert.Contains("is empty", Assert.Throws<InvalidDataException>(() => ImageFileInfo.Read([])).Message);
        Assert.Contains("none of JPEG", Assert.Throws<InvalidDataException>(() => ImageFileInfo.Read("hello world"u8.ToArray())).Message);
        Assert.Contains("nowhere.jpg", Assert.Throws<InvalidDataException>(() => ImageFileInfo.Read("/nowhere.jpg")).Message);
    }

    [Theory]
    [InlineData(1, "0123")]
    [InlineData(2, "1032")]
    [InlineData(3, "3210")]
    [InlineData(4, "2301")]
    [InlineData(5, "0213")]
    [InlineData(6, "2031")]
    [InlineData(7, "3120")]
    [InlineData(8, "1302")]
    [InlineData(0, "0123")]
    public void Apply_EachOrientation_TurnsAsExifSays(int orientation, string expected)
    {
        // 0 1 over 2 3. Orientation 6: the camera was held so that the stored left column is the upright top row, from below.
        byte[] rgb = [.. Enumerable.Range(0, 4).SelectMany(i => new byte[] { (byte)i, 0, 0 })];
        PixelImage upright = ExifOrientation.Apply(new PixelImage(2, 2, rgb), orientation);
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, 4).Select(i => upright.Rgb[3 * i])));
        PixelImage wide = ExifOrientation.Apply(new PixelImage(3, 1), orientation);
        Assert.Equal(orientation >= 5 ? (1, 3) : (3, 1), (wide.Width, wide.Height));
    }
}
