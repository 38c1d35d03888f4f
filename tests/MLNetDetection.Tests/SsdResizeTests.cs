using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>Boxes in and out are in pixels of the source image, whatever ResizeImages did in between.</summary>
public sealed class SsdResizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public static TheoryData<ImageResizingEstimator.ResizingKind, ImageResizingEstimator.Anchor> KindsAndAnchors()
    {
        var data = new TheoryData<ImageResizingEstimator.ResizingKind, ImageResizingEstimator.Anchor>();
        foreach (ImageResizingEstimator.ResizingKind kind in Enum.GetValues<ImageResizingEstimator.ResizingKind>())
        {
            foreach (ImageResizingEstimator.Anchor anchor in Enum.GetValues<ImageResizingEstimator.Anchor>())
            {
                data.Add(kind, anchor);
            }
        }

        return data;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(KindsAndAnchors))]
    public void Mapping_FixedBox_ComesBackWithin001Pixels(ImageResizingEstimator.ResizingKind kind, ImageResizingEstimator.Anchor anchor)
    {
        foreach ((int width, int height) in new[] { (640, 480), (480, 640), (333, 777), (320, 240) })
        {
            ResizeMapping mapping = ResizeMapping.Create((ResizeKind)kind, width, height, 320, 240, (ResizeAnchor)anchor);
            var box = new BoxXyxy(101.25f, 87.5f, 203.75f, 190);
            BoxXyxy back = mapping.ToSource(mapping.ToTarget(box));
            Assert.Equal(box.X1, back.X1, 0.01f);
            Assert.Equal(box.Y1, back.Y1, 0.01f);
            Assert.Equal(box.X2, back.X2, 0.01f);
            Assert.Equal(box.Y2, back.Y2, 0.01f);
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndAnchors))]
    public void Mapping_ABlockOfPixels_LandsWhereResizeImagesDrawsIt(ImageResizingEstimator.ResizingKind kind, ImageResizingEstimator.Anchor anchor)
    {
        foreach ((int width, int height) in new[] { (120, 80), (80, 120) })
        {
            var block = new BoxXyxy(30, 30, 50, 50);
            PixelImage drawn = Block(width, height, block);
            string path = _folder.File($"{kind}-{anchor}-{width}.png");
            using (MLImage picture = drawn.ToMLImage())
            {
                picture.Save(path);
            }

            BoxXyxy seen = Bounds(Resize(path, kind, anchor, 96, 96));
            BoxXyxy expected = ResizeMapping.Create((ResizeKind)kind, width, height, 96, 96, (ResizeAnchor)anchor).ToTarget(block).Clip(96, 96);

            // A resampled edge may bleed a pixel either way.
            Assert.Equal(expected.X1, seen.X1, 1.01f);
            Assert.Equal(expected.Y1, seen.Y1, 1.01f);
            Assert.Equal(expected.X2, seen.X2, 1.01f);
            Assert.Equal(expected.Y2, seen.Y2, 1.01f);
        }
    }

    [Theory]
    [InlineData(ImageResizingEstimator.ResizingKind.Fill)]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoPad)]
    public void Fit_BehindResizeImages_FindsBlocksInSourcePixels(ImageResizingEstimator.ResizingKind kind)
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 24, seed: 7);
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        ITransformer prepare = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.Transforms.LoadImages("Source", "", "ImagePath"))
            .Append(_ml.Transforms.ResizeImages("Image", 96, 96, "Source", kind)).Fit(data);
        SsdTrainer.Options options = QuickOptions.Create(epochs: 60);
        (options.SourceImageColumnName, options.ResizeKind) = ("Source", kind);
        options.Architecture = new Torch.Detectors.TinySsd(96, 96);

        using SsdTransformer model = new SsdTrainer(_ml, options).Fit(prepare.Transform(data));
        ObjectDetectionMetrics metrics = _ml.ObjectDetection.Evaluate(model.Transform(prepare.Transform(data)));

        // Boxes left in the resized image's pixels would overlap the truth too little to count.
        Assert.True(metrics.Ap50 > 0.3, metrics.ToString());
    }

    private static PixelImage Block(int width, int height, BoxXyxy block)
    {
        var image = new PixelImage(width, height);
        for (int y = (int)block.Y1; y < block.Y2; y++)
        {
            for (int x = (int)block.X1; x < block.X2; x++)
            {
                image.Rgb[3 * ((y * width) + x)] = 255;
            }
        }

        return image;
    }

    private PixelImage Resize(string path, ImageResizingEstimator.ResizingKind kind, ImageResizingEstimator.Anchor anchor, int width, int height)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new BlockPictures.Row { ImagePath = path }]);
        IDataView resized = _ml.Transforms.LoadImages("Source", "", "ImagePath")
            .Append(_ml.Transforms.ResizeImages("Image", width, height, "Source", kind, anchor)).Fit(data).Transform(data);
        using DataViewRowCursor cursor = resized.GetRowCursor([resized.Schema["Image"]]);
        Assert.True(cursor.MoveNext());
        MLImage? image = null;
        cursor.GetGetter<MLImage>(resized.Schema["Image"])(ref image!);
        using (image)
        {
            return image.ToPixelImage();
        }
    }

    private static BoxXyxy Bounds(PixelImage image)
    {
        int left = int.MaxValue, top = int.MaxValue, right = 0, bottom = 0;
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            if (image.Rgb[3 * i] > 127)
            {
                (left, right) = (Math.Min(left, i % image.Width), Math.Max(right, (i % image.Width) + 1));
                (top, bottom) = (Math.Min(top, i / image.Width), Math.Max(bottom, (i / image.Width) + 1));
            }
        }

        return new BoxXyxy(left, top, right, bottom);
    }
}
