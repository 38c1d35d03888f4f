using System.Collections;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

public sealed class PredictTests(QuickModel quick) : IClassFixture<QuickModel>
{
    private readonly SsdTransformer _model = quick.Model;

    [Fact]
    public void Predict_FileImageAndPixels_AreTheSame()
    {
        IReadOnlyList<Detection> expected = _model.Predict(quick.Paths[0]);
        using MLImage image = MLImage.CreateFromFile(quick.Paths[0]);
        PixelImage pixels = image.ToPixelImage();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, _model.Predict(image));
        Assert.Equal(expected, _model.Predict(pixels.Rgb, pixels.Width, pixels.Height));
        Assert.Equal(expected, _model.Predict(image.Pixels, image.Width, image.Height, PixelLayout.Bgra32));
    }

    [Theory]
    [InlineData(PixelLayout.Rgb24, 3, 0, 2)]
    [InlineData(PixelLayout.Bgr24, 3, 2, 0)]
    [InlineData(PixelLayout.Rgba32, 4, 0, 2)]
    [InlineData(PixelLayout.Bgra32, 4, 2, 0)]
    public void Predict_EachLayoutWithPaddedRows_ReadsTheSamePixels(PixelLayout layout, int bytes, int red, int blue)
    {
        PixelImage picture = DetectionImages.Read(quick.Paths[1]);
        int stride = (picture.Width * bytes) + 5;
        byte[] memory = new byte[stride * picture.Height];
        Array.Fill(memory, (byte)77);
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            int at = (i / picture.Width * stride) + (i % picture.Width * bytes);
            (memory[at + red], memory[at + 1], memory[at + blue]) = (picture.Rgb[3 * i], picture.Rgb[(3 * i) + 1], picture.Rgb[(3 * i) + 2]);
        }

        Assert.Equal(_model.Predict(quick.Paths[1]), _model.Predict(memory.AsSpan(0, memory.Length - 5), picture.Width, picture.Height, layout, stride));
    }

    [Fact]
    public void Predict_Grey_IsAllThreeColours()
    {
        byte[] grey = [.. Enumerable.Range(0, 40 * 30).Select(i => (byte)(i * 7))];

        Assert.Equal(_model.Predict([.. grey.SelectMany(v => new[] { v, v, v })], 40, 30), _model.Predict(grey, 40, 30, PixelLayout.Gray8));
    }

    [Fact]
    public void Predict_PixelsThatDoNotFit_AreRefused()
    {
        Assert.Contains("there are 6 and 11", Assert.Throws<ArgumentException>(() => _model.Predict(new byte[11], 2, 2)).Message);
        Assert.Throws<ArgumentException>(() => _model.Predict(new byte[12], 2, 2, PixelLayout.Rgb24, stride: 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Predict(new byte[12], 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Predict(new byte[12], 2, 2, (PixelLayout)9));
    }

    [Fact]
    public void Predict_TurnedFile_FindsInTheUprightPicture()
    {
        string path = quick.Folder.File("turned.jpg");
        using (MLImage image = MLImage.CreateFromFile(quick.Paths[0]))
        {
            image.Save(path);
        }

        File.WriteAllBytes(path, LoadDetectionImagesTests.WithOrientation(File.ReadAllBytes(path), 6));
        PixelImage upright = DetectionImages.Read(path);

        Assert.Equal((BlockPictures.Height, BlockPictures.Width), (upright.Width, upright.Height));
        Assert.Equal(_model.Predict(upright.Rgb, upright.Width, upright.Height), _model.Predict(path));
    }

    [Fact]
    public async Task Predict_Several_AgreeWithSingleOnes()
    {
        MLImage[] images = [.. quick.Paths.Select(MLImage.CreateFromFile)];
        IReadOnlyList<Detection>[][] several = [_model.Predict(quick.Paths), _model.Predict(images), await _model.PredictAsync(quick.Paths)];

        foreach (IReadOnlyList<Detection>[] found in several)
        {
            Assert.Equal(quick.Paths.Length, found.Length);
            for (int i = 0; i < found.Length; i++)
            {
                QuickModel.AssertNear(_model.Predict(quick.Paths[i]), found[i]);
            }
        }

        Assert.Empty(_model.Predict((IReadOnlyList<string>)[]));
        Array.ForEach(images, image => image.Dispose());
    }

    [Fact]
    public async Task PredictAsync_EachForm_AgreesWithPredict()
    {
        IReadOnlyList<Detection> expected = _model.Predict(quick.Paths[0]);
        using MLImage image = MLImage.CreateFromFile(quick.Paths[0]);

        Assert.Equal(expected, await _model.PredictAsync(quick.Paths[0]));
        Assert.Equal(expected, await _model.PredictAsync(image));
        Assert.Equal(expected, await _model.PredictAsync(image.Pixels, image.Width, image.Height, PixelLayout.Bgra32));
    }

    [Fact]
    public async Task PredictAsync_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var paths = new CancellingPaths([.. Enumerable.Repeat(quick.Paths[0], 100)], at: 5, source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _model.PredictAsync(paths, source.Token));
        Assert.InRange(paths.Asked, 6, 10);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _model.PredictAsync(quick.Paths[0], source.Token));
        Assert.NotEmpty(_model.Predict(quick.Paths[0]));
    }

    [Fact]
    public void Predict_FileOverTheLimit_IsRefusedByName()
    {
        using SsdTransformer model = quick.Train();
        model.MaximumPixels = (BlockPictures.Width * BlockPictures.Height) - 1;

        Assert.Contains(quick.Paths[0], Assert.Throws<InvalidDataException>(() => model.Predict(quick.Paths[0])).Message);
        Assert.Throws<InvalidDataException>(() => model.Predict(quick.Paths));
        model.MaximumPixels++;
        Assert.NotEmpty(model.Predict(quick.Paths[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.MaximumPixels = 0);
    }

    private sealed class CancellingPaths(string[] paths, int at, CancellationTokenSource source) : IReadOnlyList<string>
    {
        private int _asked;

        public int Asked => _asked;

        public int Count => paths.Length;

        public string this[int index]
        {
            get
            {
                Interlocked.Increment(ref _asked);
                if (index == at)
                {
                    source.Cancel();
                }

                return paths[index];
            }
        }

        public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)paths).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
