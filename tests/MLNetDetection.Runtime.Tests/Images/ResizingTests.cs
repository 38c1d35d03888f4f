using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using static Microsoft.ML.Transforms.Image.ImageResizingEstimator;

namespace MLNetDetection.Runtime.Tests.Images;

/// <summary>Where each kind of resize puts the source's pixels.</summary>
public sealed class ResizingTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Fill_WholeFactor_RepeatsEachPixel(int factor)
    {
        using MLImage source = Columns(4, 3);

        using MLImage target = Resize(source, 4 * factor, 3 * factor, ResizingKind.Fill);

        Assert.Equal(Enumerable.Range(0, 4 * factor).Select(x => x / factor), Reds(target, 0));
    }

    [Fact]
    public void Fill_Shrinking_TakesOneOfThePixelsUnderEachTarget()
    {
        using MLImage source = Columns(30, 7);

        using MLImage target = Resize(source, 10, 7, ResizingKind.Fill);

        Assert.Equal(Enumerable.Range(0, 10).Select(x => (3 * x) + 1), Reds(target, 3));
    }

    [Fact]
    public void Fill_AnyAspect_MapsEachAxisByItself()
    {
        using MLImage source = Pixel.Image(5, 40, (x, y) => (x, y, 0));

        using MLImage target = Resize(source, 15, 8, ResizingKind.Fill);

        Assert.Equal((15, 8), (target.Width, target.Height));
        Assert.Equal(new Pixel(4, 37, 0, 255), Pixel.At(target, 14, 7) with { G = 37 });
        Assert.InRange(Pixel.At(target, 0, 7).G, 35, 39);
    }

    [Fact]
    public void IsoPad_WideSource_IsCentredBetweenEmptyRows()
    {
        using MLImage source = Pixel.Image(20, 10, (_, _) => (200, 100, 50));

        using MLImage target = Resize(source, 20, 16, ResizingKind.IsoPad);

        for (int y = 0; y < 16; y++)
        {
            Pixel found = Pixel.At(target, 7, y);
            Assert.Equal(y is >= 3 and < 13 ? (200, 100, 50) : (0, 0, 0), (found.R, found.G, found.B));
        }
    }

    [Fact]
    public void IsoPad_TallSource_IsCentredBetweenEmptyColumns()
    {
        using MLImage source = Pixel.Image(10, 20, (_, _) => (200, 100, 50));

        using MLImage target = Resize(source, 17, 20, ResizingKind.IsoPad);

        // (17 - 10) / 2 is cut to 3.
        Assert.Equal(Enumerable.Range(0, 17).Select(x => x is >= 3 and < 13 ? 200 : 0), Reds(target, 9));
    }

    [Theory]
    [InlineData(Anchor.Left)]
    [InlineData(Anchor.Right)]
    [InlineData(Anchor.Top)]
    [InlineData(Anchor.Bottom)]
    public void IsoPadAndFill_AnyAnchor_StayWhereTheyAre(Anchor anchor)
    {
        using MLImage source = Pixel.Image(20, 10, (_, _) => (200, 100, 50));

        using MLImage padded = Resize(source, 20, 16, ResizingKind.IsoPad, anchor);
        using MLImage filled = Resize(source, 40, 20, ResizingKind.Fill, anchor);

        Assert.Equal(Enumerable.Range(0, 16).Select(y => y is >= 3 and < 13 ? 200 : 0), Enumerable.Range(0, 16).Select(y => Pixel.At(padded, 7, y).R));
        Assert.Equal(Enumerable.Repeat(200, 40), Reds(filled, 19));
    }

    [Theory]
    [InlineData(Anchor.Left, 0)]
    [InlineData(Anchor.Center, 5)]
    [InlineData(Anchor.Right, 10)]
    [InlineData(Anchor.Top, 5)]
    [InlineData(Anchor.Bottom, 5)]
    public void IsoCrop_WideSource_KeepsTheAnchoredColumns(Anchor anchor, int first)
    {
        using MLImage source = Columns(20, 10);

        using MLImage target = Resize(source, 10, 10, ResizingKind.IsoCrop, anchor);

        Assert.Equal(Enumerable.Range(first, 10), Reds(target, 4));
    }

    [Theory]
    [InlineData(Anchor.Top, 0)]
    [InlineData(Anchor.Center, 5)]
    [InlineData(Anchor.Bottom, 10)]
    [InlineData(Anchor.Right, 5)]
    [InlineData(Anchor.Left, 5)]
    public void IsoCrop_TallSource_KeepsTheAnchoredRows(Anchor anchor, int first)
    {
        using MLImage source = Pixel.Image(10, 20, (_, y) => (y, 0, 0));

        using MLImage target = Resize(source, 10, 10, ResizingKind.IsoCrop, anchor);

        Assert.Equal(Enumerable.Range(first, 10), Enumerable.Range(0, 10).Select(y => Pixel.At(target, 6, y).R));
    }

    [Theory]
    [InlineData(ResizingKind.IsoPad, 40, 30, 160, 120)]
    [InlineData(ResizingKind.IsoCrop, 40, 30, 97, 55)]
    [InlineData(ResizingKind.IsoPad, 640, 480, 96, 72)]
    [InlineData(ResizingKind.IsoCrop, 333, 251, 100, 100)]
    [InlineData(ResizingKind.IsoPad, 333, 251, 300, 300)]
    public void IsoKinds_FlatColour_StaysFlat(ResizingKind kind, int width, int height, int targetWidth, int targetHeight)
    {
        using MLImage source = Pixel.Image(width, height, (_, _) => (200, 100, 50));

        using MLImage target = Resize(source, targetWidth, targetHeight, kind);

        Assert.Equal((targetWidth, targetHeight), (target.Width, target.Height));
        Assert.True(Pixel.At(target, targetWidth / 2, targetHeight / 2).IsNear(new Pixel(200, 100, 50, 255), 1));
        Assert.True(Pixel.At(target, targetWidth / 3, targetHeight / 2).IsNear(new Pixel(200, 100, 50, 255), 1));
    }

    [Theory]
    [InlineData(96)]
    [InlineData(120)]
    [InlineData(300)]
    [InlineData(480)]
    public void IsoPad_Ramp_KeepsItsPlace(int targetWidth)
    {
        // Red is the column's place; filters of every kind keep a straight ramp away from the edges.
        using MLImage source = Pixel.Image(240, 60, (x, _) => (x, 0, 0));

        using MLImage target = Resize(source, targetWidth, targetWidth / 4, ResizingKind.IsoPad);

        for (int x = 8; x < targetWidth - 8; x++)
        {
            double expected = ((x + 0.5) * 240 / targetWidth) - 0.5;
            // Half a level of rounding, and another that halving cuts off.
            Assert.InRange(Pixel.At(target, x, targetWidth / 8).R, expected - 1.1, expected + 1.1);
        }
    }

    [Fact]
    public void IsoCrop_RedFirstSource_KeepsItsColours()
    {
        byte[] pixels = Enumerable.Range(0, 8 * 8).SelectMany(_ => new byte[] { 200, 100, 50, 255 }).ToArray();
        using MLImage source = MLImage.CreateFromPixels(8, 8, MLPixelFormat.Rgba32, pixels);

        using MLImage cropped = Resize(source, 5, 4, ResizingKind.IsoCrop);
        using MLImage filled = Resize(source, 5, 4, ResizingKind.Fill);

        Assert.True(Pixel.At(cropped, 2, 2).IsNear(new Pixel(200, 100, 50, 255), 1));
        Assert.Equal(new Pixel(200, 100, 50, 255), Pixel.At(filled, 2, 2));
    }

    [Fact]
    public void Fill_OnePixel_Spreads()
    {
        using MLImage source = Pixel.Image(1, 1, (_, _) => (9, 8, 7));

        using MLImage target = Resize(source, 3, 2, ResizingKind.Fill);

        Assert.Equal([9, 9, 9], Reds(target, 1));
    }

    private static MLImage Columns(int width, int height) => Pixel.Image(width, height, (x, _) => (x, 0, 0));

    private static IEnumerable<int> Reds(MLImage image, int y) =>
        Enumerable.Range(0, image.Width).Select(x => Pixel.At(image, x, y).R).ToArray();

    private MLImage Resize(MLImage source, int width, int height, ResizingKind kind, Anchor anchor = Anchor.Center)
    {
        DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage));
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { Image = source }]);
        ITransformer model = _ml.Transforms.ResizeImages("Resized", width, height, "Image", kind, anchor).Fit(data);
        IDataView resized = model.Transform(data);
        using DataViewRowCursor cursor = resized.GetRowCursor([resized.Schema["Resized"]]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(resized.Schema["Resized"]);
        MLImage image = null!;
        Assert.True(cursor.MoveNext());
        getter(ref image);
        return image;
    }

    private sealed class Row
    {
        public MLImage? Image { get; set; }
    }
}
