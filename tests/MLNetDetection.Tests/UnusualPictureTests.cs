using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>Pictures that nobody expects, through each way of reading files: the right result or an error that says why, and life goes on.</summary>
public sealed class UnusualPictureTests(QuickModel quick) : IClassFixture<QuickModel>
{
    private readonly MLContext _ml = quick.Ml;

    public static TheoryData<string, int, int, int, int> Readable => new()
    {
        { "one.png", 1, 1, 8, PngBuilder.Rgb },
        { "tall.png", 1, 5000, 8, PngBuilder.Rgb },
        { "wide.png", 5000, 1, 8, PngBuilder.Rgb },
        { "grey.png", 60, 40, 8, PngBuilder.Gray },
        { "bit.png", 60, 40, 1, PngBuilder.Gray },
        { "greyAlpha.png", 60, 40, 8, PngBuilder.GrayAlpha },
        { "alpha.png", 60, 40, 8, PngBuilder.Rgba },
        { "deep.png", 60, 40, 16, PngBuilder.Rgb },
        { "deepGrey.png", 60, 40, 16, PngBuilder.Gray },
        { "deepAlpha.png", 60, 40, 16, PngBuilder.Rgba },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void EachWay_UnusualForm_FindsInItsPixels(string name, int width, int height, int depth, int kind)
    {
        int channels = kind switch { PngBuilder.Gray => 1, PngBuilder.GrayAlpha => 2, PngBuilder.Rgb => 3, _ => 4 }, colours = channels <= 2 ? 1 : 3;
        int Value(int x, int y, int channel) => channel >= colours ? byte.MaxValue : (((x * 5) + (y * 3) + (channel * 60)) % 256) >> (depth < 8 ? 8 - depth : 0);
        string path = Write(name, new PngBuilder(width, height, depth, kind).Build((x, y, c) => depth == 16 ? Value(x, y, c) * 257 : Value(x, y, c)));
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            int value = Value(i / 3 % width, i / 3 / width, colours == 1 ? 0 : i % 3);
            rgb[i] = (byte)(depth < 8 ? value * 255 / ((1 << depth) - 1) : value);
        }

        IReadOnlyList<Detection> expected = quick.Model.Predict(rgb, width, height);

        Assert.Equal(expected, quick.Model.Predict(path));
        Assert.Equal(expected.Select(item => item.Score), Scores(Loaded(path)));
        Assert.Equal(expected.Select(item => item.Score), Scores(LoadedUpright(path)));
        Assert.All(expected, item => Assert.True(item.Box.X1 >= 0 && item.Box.X2 <= width && item.Box.Y1 >= 0 && item.Box.Y2 <= height));
    }

    [Fact]
    public void EachWay_CutJpeg_IsAnErrorOrWhatIsThere()
    {
        using MLImage image = MLImage.CreateFromFile(quick.Paths[0]);
        string path = quick.Folder.File("cut.jpg");
        image.Save(path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^400]);

        Assert.Contains("cut.jpg is cut off", Assert.Throws<InvalidDataException>(() => quick.Model.Predict(path)).Message);
        Assert.Contains("cut.jpg is cut off", Assert.Throws<InvalidDataException>(() => Scores(LoadedUpright(path))).Message);

        // ML.NET's own loader shows as much of the picture as there is.
        Assert.All(Scores(Loaded(path)), score => Assert.InRange(score, 0, 1));
    }

    // Under a hundred bytes that claim gigabytes: refused by the claim, before anything is decoded.
    [Fact]
    public void EachWay_Bomb_IsRefused()
    {
        string path = Write("bomb.png", new PngBuilder(60_000, 60_000, 8, PngBuilder.Rgb).BuildHeaderOnly());

        Assert.Contains("60000x60000", Assert.Throws<InvalidDataException>(() => quick.Model.Predict(path)).Message);
        Assert.Contains("60000x60000", Assert.Throws<InvalidDataException>(() => Scores(LoadedUpright(path))).Message);
        Assert.ThrowsAny<Exception>(() => Scores(Loaded(path)));
        Assert.NotEmpty(quick.Model.Predict(quick.Paths[0]));
    }

    [Fact]
    public void EachWay_OverTheLimitOption_IsRefused()
    {
        string path = Write("big.png", new PngBuilder(1000, 1000, 1, PngBuilder.Gray).Build((x, _, _) => x & 1));
        using SsdTransformer model = quick.Train();
        model.MaximumPixels = 999_999;

        Assert.Contains("1000x1000 pixels; the limit is 999999", Assert.Throws<InvalidDataException>(() => model.Predict(path)).Message);
        Assert.Throws<InvalidDataException>(() => Scores(LoadedUpright(path, new DetectionImageOptions { MaximumPixels = 999_999 })));
        Assert.NotNull(quick.Model.Predict(path));
    }

    [Fact]
    [Trait("Category", "Verify")]
    public void EachWay_HundredMegapixels_FindsInItsPixels()
    {
        string path = Write("huge.png", new PngBuilder(10_000, 10_000, 8, PngBuilder.Gray).Build((x, y, _) => ((x / 50) + (y / 70)) % 256));

        IReadOnlyList<Detection> found = quick.Model.Predict(path);

        Assert.All(found, item => Assert.True(item.Box.X2 <= 10_000 && item.Box.Y2 <= 10_000));
        Assert.Equal(found.Select(item => item.Score), Scores(LoadedUpright(path)));
        Assert.Equal(found.Select(item => item.Score), Scores(Loaded(path)));
    }

    private string Write(string name, byte[] bytes)
    {
        string path = quick.Folder.File(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private IDataView Rows(string path) => _ml.Data.LoadFromEnumerable([new BlockPictures.Row { ImagePath = path }]);

    private IDataView Loaded(string path) => _ml.Transforms.LoadImages("Image", "", "ImagePath").Fit(Rows(path)).Transform(Rows(path));

    private IDataView LoadedUpright(string path, DetectionImageOptions? options = null) =>
        _ml.Transforms.LoadDetectionImages(options: options).Fit(Rows(path)).Transform(Rows(path));

    private float[] Scores(IDataView pictures) =>
        [.. _ml.Data.CreateEnumerable<TrainedBlocks.Output>(quick.Model.Transform(pictures), reuseRowObject: false).SelectMany(row => row.Score)];
}
