using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

public sealed class LoadDetectionImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transform_EachOrientation_StandsUpright()
    {
        // Left third red, the rest blue: JPEG keeps such areas apart.
        PixelImage stored = Painted(48, 32, (x, _) => x < 16 ? (250, 0, 0) : (0, 0, 250));
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            string path = _folder.File($"o{orientation}.jpg");
            using (MLImage image = stored.ToMLImage())
            {
                image.Save(path);
            }

            File.WriteAllBytes(path, WithOrientation(File.ReadAllBytes(path), orientation));
            PixelImage upright = Load(path)!;
            PixelImage expected = ExifOrientation.Apply(stored, orientation);
            Assert.Equal((expected.Width, expected.Height), (upright.Width, upright.Height));
            for (int y = 3; y < upright.Height; y += 7)
            {
                for (int x = 3; x < upright.Width; x += 7)
                {
                    int at = ((y * upright.Width) + x) * 3;

                    // JPEG's colours have half the resolution: beside the border they are up to a fifth off, never the other colour.
                    Assert.InRange(upright.Rgb[at] - expected.Rgb[at], -100, 100);
                }
            }
        }
    }

    [Fact]
    public void Transform_Transparency_IsDroppedFromTheColours()
    {
        string path = _folder.File("clear.png");
        using (MLImage image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [10, 50, 100, 128]))
        {
            image.Save(path);
        }

        // Colours come multiplied by alpha, 128 of 255, and leave as they were.
        PixelImage opaque = Load(path)!;
        Assert.InRange(opaque.Rgb[0], 197, 201);
        Assert.InRange(opaque.Rgb[1], 98, 102);
        Assert.InRange(opaque.Rgb[2], 18, 22);
    }

    [Theory]
    [InlineData(MLPixelFormat.Bgra32)]
    [InlineData(MLPixelFormat.Rgba32)]
    public void ToPixelImage_EachSize_KeepsEveryColour(MLPixelFormat format)
    {
        for (int width = 1; width <= 20; width++)
        {
            byte[] pixels = [.. Enumerable.Range(0, width * 3).SelectMany(i => new byte[] { (byte)i, (byte)(i + 70), (byte)(i + 140), 255 })];
            using MLImage image = MLImage.CreateFromPixels(width, 3, format, pixels);
            bool redFirst = format == MLPixelFormat.Rgba32;
            byte[] expected = [.. Enumerable.Range(0, width * 3).SelectMany(i => new byte[] { (byte)(redFirst ? i : i + 140), (byte)(i + 70), (byte)(redFirst ? i + 140 : i) })];
            Assert.Equal(expected, image.ToPixelImage().Rgb);
        }
    }

    [Fact]
    public void Transform_BadFiles_FollowThePolicy()
    {
        string good = Save("good.png", 20, 10), large = Save("large.png", 40, 40), broken = _folder.File("broken.jpg");
        File.WriteAllText(broken, "no image");
        foreach (string bad in new[] { broken, large, _folder.File("missing.jpg"), "" })
        {
            Exception? fault = Record.Exception(() => Load(bad, new DetectionImageOptions { MaximumPixels = 1000 }));
            Assert.Contains(bad.Length > 0 ? Path.GetFileName(bad) : "no path in column 'ImagePath'", Assert.IsType<InvalidDataException>(fault).Message);
            Assert.Null(Load(bad, new DetectionImageOptions { MaximumPixels = 1000, OnBadImage = BadDataPolicy.Skip }));
        }

        PixelImage atTheLimit = Load(good, new DetectionImageOptions { MaximumPixels = 200 })!;
        Assert.Equal((20, 10), (atTheLimit.Width, atTheLimit.Height));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.LoadDetectionImages(options: new DetectionImageOptions { MaximumPixels = 0 }));
    }

    [Fact]
    public void Save_AndLoad_KeepsTheLoader()
    {
        Save("a.png", 20, 10);
        IDataView rows = Rows("a.png");
        ITransformer model = _ml.Transforms.LoadDetectionImages("Picture", "ImagePath", _folder.File(""), new DetectionImageOptions { OnBadImage = BadDataPolicy.Skip }).Fit(rows);
        string file = _folder.File("loader.zip");
        _ml.Model.Save(model, rows.Schema, file);
        ITransformer loaded = new MLContext(2).Model.Load(file, out _);
        var loader = (DetectionImageLoadingTransformer)(loaded is TransformerChain<ITransformer> chain ? chain.Single() : loaded);
        Assert.Equal((BadDataPolicy.Skip, DetectionImages.DefaultMaximumPixels), (loader.OnBadImage, loader.MaximumPixels));
        using DataViewRowCursor cursor = loaded.Transform(rows).GetRowCursor(loaded.Transform(rows).Schema);
        Assert.True(cursor.MoveNext());
        MLImage image = null!;
        cursor.GetGetter<MLImage>(cursor.Schema["Picture"])(ref image);
        Assert.Equal((20, 10), (image.Width, image.Height));
    }

    [Fact]
    public void Fit_WrongColumn_NamesIt()
    {
        IDataView rows = Rows("a.png");
        Assert.Contains("'Nowhere' is missing", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.LoadDetectionImages("Image", "Nowhere").Fit(rows)).Message);
        Assert.Contains("expected text", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.LoadDetectionImages("Image", "Number").Fit(rows)).Message);
    }

    [Fact]
    public void LoadDetections_AnyFormat_GivesARowForEachImage()
    {
        Save("set/images/a.png", 20, 10);
        Save("set/images/b.png", 20, 10);
        File.WriteAllText(_folder.File("set/train.csv"), "image,xmin,ymin,xmax,ymax,class,difficult\nimages/a.png,1,2,3,4,cat,1\nimages/a.png,5,6,7,8,dog,0\nimages/b.png,,,,,,\n");
        IDataView view = _ml.Data.LoadDetections(_folder.File("set"), new DatasetOptions { Format = AnnotationFormat.BoxTable });
        DetectionRow[] rows = [.. _ml.Data.CreateEnumerable<DetectionRow>(view, reuseRowObject: false)];
        Assert.Equal(["a.png", "b.png"], rows.Select(row => Path.GetFileName(row.ImagePath)));
        Assert.Equal(["cat", "dog"], rows[0].Label);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], rows[0].BoundingBoxes);
        Assert.Equal([true, false], rows[0].Difficult);
        Assert.Equal([4f, 4f], rows[0].Area);
        Assert.Equal(("train", 0), (rows[0].Split, rows[1].Label.Length));
    }

    private static PixelImage Painted(int width, int height, Func<int, int, (int R, int G, int B)> colour)
    {
        PixelImage image = new(width, height);
        for (int i = 0; i < width * height; i++)
        {
            (int r, int g, int b) = colour(i % width, i / width);
            (image.Rgb[3 * i], image.Rgb[(3 * i) + 1], image.Rgb[(3 * i) + 2]) = ((byte)r, (byte)g, (byte)b);
        }

        return image;
    }

    /// <summary>A JPEG with an EXIF segment right after its start.</summary>
    internal static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        .. jpeg.AsSpan(0, 2), 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0,
        .. jpeg.AsSpan(2),
    ];

    private string Save(string name, int width, int height)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using MLImage image = new PixelImage(width, height).ToMLImage();
        image.Save(path);
        return path;
    }

    private IDataView Rows(string path) => _ml.Data.LoadFromEnumerable([new PathRow { ImagePath = path, Number = 1 }]);

    private PixelImage? Load(string path, DetectionImageOptions? options = null)
    {
        IDataView rows = Rows(path);
        IDataView loaded = _ml.Transforms.LoadDetectionImages(options: options).Fit(rows).Transform(rows);
        using DataViewRowCursor cursor = loaded.GetRowCursor(loaded.Schema);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(loaded.Schema["Image"]);
        Assert.True(cursor.MoveNext());
        MLImage image = null!;
        getter(ref image);
        return image?.ToPixelImage();
    }

    private sealed class PathRow
    {
        public string ImagePath { get; set; } = "";

        public float Number { get; set; }
    }
}
