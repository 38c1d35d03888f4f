using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLNetDetection.Runtime.Tests.ML;

/// <summary>Columns of images, whose values cannot be copied.</summary>
public class ImageRowTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void LoadFromEnumerable_ImageType_GivesTheObjectsOwnImages()
    {
        var rows = Rows();
        var data = _ml.Data.LoadFromEnumerable(rows);
        Assert.Equal("Image<2, 3>", data.Schema["Image"].Type.ToString());
        Assert.Equal(rows.Select(r => r.Image), data.GetColumn<MLImage>("Image"));
        Assert.Same(rows[1].Image, _ml.Data.CreateEnumerable<ImageRow>(data, reuseRowObject: false).ElementAt(1).Image);
        Assert.Equal(3, rows[0].Image!.Width);
    }

    [Fact]
    public void CacheAndShuffle_LeaveImagesOut()
    {
        var data = _ml.Data.LoadFromEnumerable(Rows());
        Assert.Equal(["Id"], _ml.Data.Cache(data).Schema.Select(c => c.Name));
        Assert.Equal(["Id"], _ml.Data.ShuffleRows(data, seed: 1).Schema.Select(c => c.Name));
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Data.Cache(data, "Image"));
        Assert.Equal("Asked to prefetch column 'Image' into cache, but it is of unhandled type 'Image<2, 3>'", error.Message);
    }

    [Fact]
    public void SplitAndTake_KeepImages()
    {
        var rows = Rows();
        var data = _ml.Data.LoadFromEnumerable(rows);
        var split = _ml.Data.TrainTestSplit(data, 0.5, "Id");
        var images = split.TrainSet.GetColumn<MLImage>("Image").Concat(split.TestSet.GetColumn<MLImage>("Image"));
        Assert.Equal(rows.Select(r => r.Image!).ToHashSet(), images.ToHashSet());
        Assert.Same(rows[0].Image, _ml.Data.TakeRows(data, 1).GetColumn<MLImage>("Image").Single());
    }

    [Fact]
    public void PredictionEngine_ImageInAndOut_IsTheSameObject()
    {
        var data = _ml.Data.LoadFromEnumerable(Rows());
        var model = _ml.Transforms.CopyColumns("Copy", "Image").Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<ImageRow, CopyRow>(model);
        var row = Rows()[0];
        Assert.Same(row.Image, engine.Predict(row).Copy);
        Assert.Equal(3, row.Image!.Width);
    }

    [Fact]
    public void CustomMapping_OnImages_ReadsThem()
    {
        var data = _ml.Data.LoadFromEnumerable(Rows());
        var mapped = _ml.Transforms.CustomMapping<ImageRow, SizeRow>((row, size) => size.Width = row.Image!.Width, null)
            .Fit(data).Transform(data);
        Assert.Equal([3, 3], mapped.GetColumn<int>("Width"));
    }

    private static ImageRow[] Rows() => [new() { Id = 1, Image = MakeImage(10) }, new() { Id = 2, Image = MakeImage(20) }];

    private static MLImage MakeImage(byte value)
    {
        var pixels = new byte[3 * 2 * 4];
        Array.Fill(pixels, value);
        return MLImage.CreateFromPixels(3, 2, MLPixelFormat.Bgra32, pixels);
    }

    private sealed class ImageRow
    {
        public int Id { get; set; }

        [ImageType(2, 3)]
        public MLImage? Image { get; set; }
    }

    private sealed class CopyRow
    {
        [ImageType(2, 3)]
        public MLImage? Copy { get; set; }
    }

    private sealed class SizeRow
    {
        public int Width { get; set; }
    }
}
