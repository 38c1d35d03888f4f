using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Detectors;

public class SsdDetectorTests
{
    private static readonly DetectOptions _everything = new() { ScoreThreshold = 0.2f, MaxDetections = 20 };

    private static PixelImage Picture(int width, int height, int seed = 1)
    {
        var image = new PixelImage(width, height);
        new Random(seed).NextBytes(image.Rgb);
        return image;
    }

    [Fact]
    public void Constructor_TinyDefault_HasAboutOneAndAHalfMillionParameters()
    {
        using var detector = new SsdDetector(new TinySsd(), ["a", "b", "c"]);

        Assert.InRange(detector.ParameterCount, 1_200_000, 1_700_000);
    }

    [Fact]
    public void Detect_NoPictures_IsEmpty()
    {
        using SsdDetector detector = Support.Detectors.Small();

        Assert.Empty(detector.Detect([]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3000)]
    [InlineData(80, 60)]
    [InlineData(333, 217)]
    public void Detect_AnySize_BoxesLieInThePicture(int width, int height)
    {
        using SsdDetector detector = Support.Detectors.Small();

        IReadOnlyList<Detection> found = Assert.Single(detector.Detect([Picture(width, height)], _everything));

        Assert.NotEmpty(found);
        Assert.All(found, d =>
        {
            Assert.InRange(d.Box.X1, 0, d.Box.X2);
            Assert.InRange(d.Box.X2, d.Box.X1, width);
            Assert.InRange(d.Box.Y1, 0, d.Box.Y2);
            Assert.InRange(d.Box.Y2, d.Box.Y1, height);
            Assert.InRange(d.Score, 0.2f, 1f);
            Assert.InRange(d.ClassId, 0, 1);
        });
        Assert.Equal(found.OrderByDescending(d => d.Score), found);
    }

    // The mirrored picture's mirrored forms are the picture's own: what is found is mirrored too.
    [Theory]
    [InlineData(PictureFlips.Horizontal)]
    [InlineData(PictureFlips.Vertical)]
    [InlineData(PictureFlips.Horizontal | PictureFlips.Vertical)]
    public void Detect_WithFlips_FindsTheSameInAMirroredPicture(PictureFlips flips)
    {
        using SsdDetector detector = Support.Detectors.Small();
        PixelImage picture = Picture(80, 60), mirrored = new(80, 60);
        bool across = flips.HasFlag(PictureFlips.Horizontal), down = flips.HasFlag(PictureFlips.Vertical);
        for (int i = 0; i < 80 * 60; i++)
        {
            int x = across ? 79 - i % 80 : i % 80, y = down ? 59 - i / 80 : i / 80;
            picture.Rgb.AsSpan(i * 3, 3).CopyTo(mirrored.Rgb.AsSpan((y * 80 + x) * 3));
        }

        var options = new DetectOptions { ScoreThreshold = 0.2f, MaxDetections = 20, Flips = flips };
        IReadOnlyList<Detection> found = detector.Detect([picture], options)[0], there = detector.Detect([mirrored], options)[0];

        Assert.NotEmpty(found);
        Assert.NotEqual(detector.Detect([picture], _everything)[0], found);
        Assert.Equal(found.Count, there.Count);
        Assert.All(found.Zip(there), pair =>
        {
            Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4f);
            Assert.Equal(across ? 80 - pair.First.Box.X2 : pair.First.Box.X1, pair.Second.Box.X1, 0.01f);
            Assert.Equal(down ? 60 - pair.First.Box.Y2 : pair.First.Box.Y1, pair.Second.Box.Y1, 0.01f);
        });
    }

    // A batch may run through other kernels than a single picture: scores agree to float32's rounding, not to the bit.
    [Fact]
    public void Detect_InABatch_FindsWhatItFindsAlone()
    {
        using SsdDetector detector = Support.Detectors.Small();
        PixelImage[] pictures = [Picture(80, 60, 1), Picture(160, 120, 2), Picture(50, 90, 3)];

        IReadOnlyList<Detection>[] together = detector.Detect(pictures, _everything);

        for (int i = 0; i < pictures.Length; i++)
        {
            IReadOnlyList<Detection> alone = detector.Detect([pictures[i]], _everything)[0];
            Assert.Equal(alone.Count, together[i].Count);
            Assert.All(alone.Zip(together[i]), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4f));
        }
    }

    [Fact]
    public void Detect_Letterbox_BoxesComeBackToThePicture()
    {
        var fit = Preprocessing.Centred with { Fit = InputFit.Letterbox };
        using var detector = new SsdDetector(new TinySsd(80, 60, 16, fit), ["red", "blue"]);

        IReadOnlyList<Detection> found = detector.Detect([Picture(30, 300)], _everything)[0];

        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.InRange(d.Box.X2, 0, 30));
        Assert.Contains(found, d => d.Box.Y2 > 100);
    }

    [Fact]
    public void Detect_ManyThreads_AllFindTheSame()
    {
        using SsdDetector detector = Support.Detectors.Small();
        PixelImage picture = Picture(80, 60);
        IReadOnlyList<Detection> expected = detector.Detect([picture], _everything)[0];

        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
            Assert.Equal(expected, detector.Detect([picture], _everything)[0]));
    }

    [Fact]
    public void Detect_Repeated_LeavesNoTensors()
    {
        using SsdDetector detector = Support.Detectors.Small();
        detector.Detect([Picture(80, 60)]);
        long before = TensorsHere();

        for (int i = 0; i < 5; i++)
        {
            detector.Detect([Picture(80, 60), Picture(20, 30)]);
        }

        Assert.Equal(before, TensorsHere());
    }

    [Fact]
    public void Detect_AfterDispose_IsRefused()
    {
        SsdDetector detector = Support.Detectors.Small();
        detector.Dispose();
        detector.Dispose();

        Assert.Throws<ObjectDisposedException>(() => detector.Detect([Picture(8, 8)]));
    }

    [Fact]
    public void Dispose_WhileDetecting_LetsItEnd()
    {
        PixelImage[] pictures = [.. Enumerable.Range(0, 6).Select(seed => Picture(80, 60, seed))];
        SsdDetector detector = Support.Detectors.Small();
        IReadOnlyList<Detection>[] expected = detector.Detect(pictures, _everything);

        // The list is asked for its second batch while the first has been found: there the detector is disposed.
        var options = new DetectOptions { ScoreThreshold = 0.2f, MaxDetections = 20, BatchSize = 3 };
        IReadOnlyList<Detection>[] found = detector.Detect(new DisposingList(pictures, 3, detector), options);

        Assert.True(detector.IsDisposed);
        Assert.Equal(expected.Select(one => one.Count), found.Select(one => one.Count));
        Assert.Throws<ObjectDisposedException>(() => detector.Detect(pictures));
    }

    [Fact]
    public void Detect_ThresholdOfNoClass_NamesItBeforeAnyWork()
    {
        using SsdDetector detector = Support.Detectors.Small();
        var options = new DetectOptions { ClassThresholds = new Dictionary<string, float> { ["red"] = 0.1f, ["green"] = 0.1f } };

        string message = Assert.Throws<ArgumentException>(() => detector.Detect([], options)).Message;

        Assert.Contains("'green'", message);
        Assert.DoesNotContain("'red'", message);
    }

    [Fact]
    public void Detect_Cancelled_Throws()
    {
        using SsdDetector detector = Support.Detectors.Small();
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => detector.Detect([Picture(8, 8)], null, source.Token));
    }

    [Fact]
    public void Constructor_SameSeed_SameWeights()
    {
        using SsdDetector first = Support.Detectors.Small(3), second = Support.Detectors.Small(3), third = Support.Detectors.Small(4);

        Assert.Equal(Support.Detectors.Weights(first), Support.Detectors.Weights(second));
        Assert.NotEqual(Support.Detectors.Weights(first), Support.Detectors.Weights(third));
    }

    [Fact]
    public void Constructor_ImpossibleArguments_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new SsdDetector(new TinySsd(), []));
        Assert.Throws<ArgumentException>(() => new SsdDetector(new TinySsd(), ["a", ""]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TinySsd(31, 240));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TinySsd(320, 5000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TinySsd(320, 240, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TinySsd { MatchingOptions = new() { NegativeIou = 0.6 } });
        Assert.Throws<ArgumentException>(() => new TinySsd(preprocessing: Preprocessing.Centred with { DeviationG = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectOptions { ScoreThreshold = 1 }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectOptions { BatchSize = 0 }.Validate());
    }

    // Counted on this thread alone: other tests make tensors at the same time.
    private static long TensorsHere() => TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    private sealed class DisposingList(PixelImage[] pictures, int at, IDisposable disposed) : IReadOnlyList<PixelImage>
    {
        public int Count => pictures.Length;

        public PixelImage this[int index]
        {
            get
            {
                if (index == at)
                {
                    disposed.Dispose();
                }

                return pictures[index];
            }
        }

        public IEnumerator<PixelImage> GetEnumerator() => ((IEnumerable<PixelImage>)pictures).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
