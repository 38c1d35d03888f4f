using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLNetDetection.Runtime.Tests.Images;

/// <summary>LoadImages and ResizeImages in pipelines.</summary>
public sealed class ImageColumnTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void LoadImages_FilesInAFolder_GivesImagesTaggedWithTheirPaths()
    {
        using var folder = new TemporaryFolder();
        SavePicture(folder.File("a.png"), 4, 3);
        SavePicture(folder.File("b.png"), 6, 5);
        IDataView data = Rows("a.png", "b.png");

        IDataView images = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name)).Fit(data).Transform(data);

        Assert.Equal("Image", images.Schema["Image"].Type.ToString());
        Assert.Equal([(4, 3, folder.File("a.png")), (6, 5, folder.File("b.png"))],
            Read(images, "Image", image => (image.Width, image.Height, image.Tag)));
    }

    [Fact]
    public void LoadImages_NoFolder_TakesPathsAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        SavePicture(folder.File("a.png"), 4, 3);
        IDataView data = Rows(folder.File("a.png"));

        IDataView images = _ml.Transforms.LoadImages("Image", null, nameof(Row.Name)).Fit(data).Transform(data);

        Assert.Equal([4], Read(images, "Image", image => image.Width));
    }

    [Fact]
    public void LoadImages_EmptyPath_GivesNoImage()
    {
        IDataView data = Rows("");

        IDataView images = _ml.Transforms.LoadImages("Image", null, nameof(Row.Name)).Fit(data).Transform(data);

        Assert.Equal([true], Read(images, "Image", image => image == null));
    }

    [Fact]
    public void LoadImages_FolderThatIsMissing_ThrowsAtOnce()
    {
        ArgumentException thrown =
            Assert.Throws<ArgumentException>(() => _ml.Transforms.LoadImages("Image", "/no/such/folder", "Name"));

        Assert.Contains("/no/such/folder", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadImages_FileThatIsMissing_ThrowsWhenItsRowIsRead()
    {
        using var folder = new TemporaryFolder();
        SavePicture(folder.File("a.png"), 4, 3);
        IDataView data = Rows("a.png", "missing.png");
        IDataView images = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name)).Fit(data).Transform(data);

        using DataViewRowCursor cursor = images.GetRowCursor(images.Schema);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(images.Schema["Image"]);
        MLImage image = null!;
        Assert.True(cursor.MoveNext());
        getter(ref image);
        Assert.True(cursor.MoveNext());
        Assert.Throws<FileNotFoundException>(() => getter(ref image));
    }

    [Fact]
    public void LoadImages_FileThatIsNoImage_ThrowsWhenItsRowIsRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.png"), "not a picture");
        IDataView data = Rows("a.png");
        IDataView images = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name)).Fit(data).Transform(data);

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Read(images, "Image", image => image.Width));

        Assert.StartsWith("Invalid input stream contents", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadImages_ColumnThatIsNoText_IsRefusedByNameAndType()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new NumberRow { Name = 3 }]);

        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.LoadImages("Image", null, "Name").Fit(data));

        Assert.Contains("Name", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Single", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadImages_CursorMovesOn_DisposesTheImageOfTheRowBefore()
    {
        using var folder = new TemporaryFolder();
        SavePicture(folder.File("a.png"), 4, 3);
        IDataView data = Rows("a.png", "a.png");
        IDataView images = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name)).Fit(data).Transform(data);
        MLImage image = null!;
        MLImage first;

        using (DataViewRowCursor cursor = images.GetRowCursor(images.Schema))
        {
            ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(images.Schema["Image"]);
            cursor.MoveNext();
            getter(ref image);
            first = image;
            cursor.MoveNext();
            getter(ref image);
            Assert.Throws<InvalidOperationException>(() => first.Width);
            Assert.Equal(4, image.Width);
        }

        Assert.Throws<InvalidOperationException>(() => image.Width);
    }

    [Fact]
    public void ResizeImages_IntoASecondColumn_KeepsTheFirst()
    {
        using var folder = new TemporaryFolder();
        SavePicture(folder.File("a.png"), 8, 6);
        IDataView data = Rows("a.png");
        var pipeline = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name))
            .Append(_ml.Transforms.ResizeImages("Small", 4, 5, "Image", ImageResizingEstimator.ResizingKind.Fill));

        IDataView images = pipeline.Fit(data).Transform(data);

        Assert.Equal("Image<5, 4>", images.Schema["Small"].Type.ToString());
        Assert.Equal([(4, 5, folder.File("a.png"))], Read(images, "Small", image => (image.Width, image.Height, image.Tag)));
        Assert.Equal([(8, 6)], Read(images, "Image", image => (image.Width, image.Height)));
    }

    [Fact]
    public void ResizeImages_SameSize_HandsTheImageOn()
    {
        using var folder = new TemporaryFolder();
        SavePicture(folder.File("a.png"), 8, 6);
        IDataView data = Rows("a.png");
        var pipeline = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name))
            .Append(_ml.Transforms.ResizeImages("Same", 8, 6, "Image"));

        Assert.Equal([Width(8)], Read(pipeline.Fit(data).Transform(data), "Same", image => Width(image.Width)));

        static int Width(int value) => value;
    }

    [Fact]
    public void ResizeImages_CursorMovesOn_DisposesAllButTheLast()
    {
        using var folder = new TemporaryFolder();
        SavePicture(folder.File("a.png"), 8, 6);
        IDataView data = Rows("a.png", "a.png");
        IDataView images = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name))
            .Append(_ml.Transforms.ResizeImages("Small", 4, 3, "Image")).Fit(data).Transform(data);
        MLImage small = null!;
        MLImage first;

        using (DataViewRowCursor cursor = images.GetRowCursor([images.Schema["Small"]]))
        {
            ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(images.Schema["Small"]);
            cursor.MoveNext();
            getter(ref small);
            first = small;
            cursor.MoveNext();
            getter(ref small);
            Assert.NotSame(first, small);
            Assert.Throws<InvalidOperationException>(() => first.Width);
            Assert.Equal((4, 3), (small.Width, small.Height));
        }

        // ML.NET leaves the last one to whoever asked for it.
        Assert.Equal(4, small.Width);
        small.Dispose();
    }

    [Fact]
    public void ResizeImages_OfNoImage_GivesNone()
    {
        IDataView data = Rows("");
        var pipeline = _ml.Transforms.LoadImages("Image", null, nameof(Row.Name)).Append(_ml.Transforms.ResizeImages("Small", 4, 3, "Image"));

        Assert.Equal([true], Read(pipeline.Fit(data).Transform(data), "Small", image => image == null));
    }

    [Fact]
    public void LoadAndResize_RowsThatNobodyReads_OpenNoFile()
    {
        IDataView data = Rows("missing.png", "also-missing.png");
        IDataView images = _ml.Transforms.LoadImages("Image", null, nameof(Row.Name))
            .Append(_ml.Transforms.ResizeImages("Small", 4, 3, "Image")).Fit(data).Transform(data);

        using DataViewRowCursor cursor = images.GetRowCursor(images.Schema);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(images.Schema["Small"]);
        MLImage image = null!;
        Assert.True(cursor.MoveNext() && cursor.MoveNext());
        Assert.Throws<FileNotFoundException>(() => getter(ref image));
    }

    [Fact]
    public void LoadAndResize_OfAPicture_KeepBytesInTheNamedOrder()
    {
        using var folder = new TemporaryFolder();
        using (MLImage red = Pixel.Image(4, 2, (_, _) => (200, 100, 50)))
        {
            red.Save(folder.File("a.png"));
        }

        IDataView data = Rows("a.png");
        var pipeline = _ml.Transforms.LoadImages("Image", folder.Path, nameof(Row.Name))
            .Append(_ml.Transforms.ResizeImages("Large", 8, 4, "Image", ImageResizingEstimator.ResizingKind.Fill));
        IDataView images = pipeline.Fit(data).Transform(data);
        foreach (string column in new[] { "Image", "Large" })
        {
            (MLPixelFormat format, byte[] pixel, int bytes) = Read(images, column, image => (image.PixelFormat, image.Pixels[..4].ToArray(), image.Pixels.Length)).Single();

            Assert.Equal(format == MLPixelFormat.Bgra32 ? [50, 100, 200, 255] : new byte[] { 200, 100, 50, 255 }, pixel);
            Assert.Equal(column == "Image" ? 32 : 128, bytes);
        }
    }

    [Fact]
    public void ResizeImages_ColumnThatIsNoImage_IsRefusedByNameAndType()
    {
        IDataView data = Rows("a.png");

        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ResizeImages("Name", 4, 4).Fit(data));

        Assert.Contains("Name", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("String", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, -1)]
    public void ResizeImages_SizeThatIsNotPositive_Throws(int width, int height) =>
        Assert.ThrowsAny<ArgumentException>(() => _ml.Transforms.ResizeImages("Image", width, height));

    [Fact]
    public void ImageDataViewType_EqualsBySize()
    {
        Assert.True(new ImageDataViewType(3, 4).Equals(new ImageDataViewType(3, 4)));
        Assert.Equal(new ImageDataViewType(3, 4).GetHashCode(), new ImageDataViewType(3, 4).GetHashCode());
        Assert.False(new ImageDataViewType(3, 4).Equals(new ImageDataViewType(4, 3)));
        Assert.False(new ImageDataViewType(3, 4).Equals(new ImageDataViewType()));
        Assert.False(new ImageDataViewType().Equals(TextDataViewType.Instance));
        Assert.Equal(typeof(MLImage), new ImageDataViewType().RawType);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDataViewType(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDataViewType(1 << 16, 1 << 16));
    }

    [Fact]
    public void ImageType_OnAMember_GivesAColumnOfThatSize()
    {
        using MLImage image = Pixel.Image(4, 3, (_, _) => (1, 2, 3));
        IDataView data = _ml.Data.LoadFromEnumerable([new ImageRow { Picture = image }]);

        Assert.Equal("Image<3, 4>", data.Schema["Picture"].Type.ToString());
        Assert.Equal([4], Read(data, "Picture", found => found.Width));
    }

    private static void SavePicture(string path, int width, int height)
    {
        using MLImage image = Pixel.Image(width, height, (x, y) => (x * 10, y * 10, 5));
        image.Save(path);
    }

    private IDataView Rows(params string[] names) => _ml.Data.LoadFromEnumerable(names.Select(name => new Row { Name = name }));

    private static T[] Read<T>(IDataView data, string column, Func<MLImage, T> select)
    {
        var results = new List<T>();
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[column]]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(data.Schema[column]);
        MLImage image = null!;
        while (cursor.MoveNext())
        {
            getter(ref image);
            results.Add(select(image));
        }

        return [.. results];
    }

    private sealed class Row
    {
        public string Name { get; set; } = "";
    }

    private sealed class NumberRow
    {
        public float Name { get; set; }
    }

    private sealed class ImageRow
    {
        [ImageType(3, 4)]
        public MLImage? Picture { get; set; }
    }
}
