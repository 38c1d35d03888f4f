using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Detectors.Tiling;

public class TiledDetectionTests(TrainedSquares trained) : IClassFixture<TrainedSquares>
{
    private const PictureFlips Both = PictureFlips.Horizontal | PictureFlips.Vertical;

    private static DetectOptions Options(TilingOptions? tiling = null, PictureFlips flips = PictureFlips.None, params double[] scales) => new()
    {
        ScoreThreshold = 0.05f, MaxDetections = 400, BatchSize = 16, Tiling = tiling, Flips = flips, Scales = scales.Length == 0 ? [1] : scales,
    };

    private static TilingOptions Tiles(int width = 80, int height = 60, double overlap = 0.4) => new() { Width = width, Height = height, Overlap = overlap };

    private IReadOnlyList<Detection> Detect(PixelImage image, DetectOptions options) => trained.Detector.Detect([image], options)[0];

    private double Ap50(TrainingSample sample, DetectOptions options)
    {
        EvaluationSetBuilder measured = EvaluationSetBuilder.ForClasses(trained.Detector.ClassNames);
        measured.Add(0, sample.Objects, Detect(sample.Image, options));
        return new CocoEvaluator(new CocoEvaluatorOptions { MaximumDetections = [1, 10, 400] }).Evaluate(measured.Build()).Ap50;
    }

    [Fact]
    public void Detect_BigPictureInTiles_FindsWhatTheWholeHides()
    {
        TrainingSample big = Patchwork.Of(new SquaresSet(100, seed: 5), 790, 610);

        double whole = Ap50(big, Options()), tiled = Ap50(big, Options(Tiles()));

        Assert.True(whole < 0.05, $"{whole}");
        Assert.True(tiled > 0.3, $"{tiled}");
    }

    [Theory]
    [InlineData(SuppressionKind.Greedy, false)]
    [InlineData(SuppressionKind.SoftGaussian, false)]
    [InlineData(SuppressionKind.SoftLinear, false)]
    [InlineData(SuppressionKind.Greedy, true)]
    public void Detect_PictureNoLargerThanATile_IsDetectedAsEver(SuppressionKind suppression, bool agnostic)
    {
        PixelImage image = new SquaresSet(4).Read(1).Image;
        DetectOptions plain = Options(), tiled = Options(Tiles(100, 100));
        (plain.Suppression, tiled.Suppression, plain.ClassAgnostic, tiled.ClassAgnostic) = (suppression, suppression, agnostic, agnostic);

        Assert.NotEmpty(Detect(image, plain));
        Assert.Equal(Detect(image, plain), Detect(image, tiled));
    }

    // Both ways to mirror a picture: what a batch computes may differ from one picture by float32's rounding.
    [Fact]
    public void Detect_FlippedInATileOfThePicturesSize_IsFlippedAsEver()
    {
        PixelImage image = Patchwork.Of(new SquaresSet(4), 120, 100).Image;

        IReadOnlyList<Detection> plain = Detect(image, Options(flips: Both)), tiled = Detect(image, Options(Tiles(200, 200), Both));

        Assert.NotEmpty(plain);
        Assert.Equal(plain.Count, tiled.Count);
        Assert.All(plain.Zip(tiled), pair =>
        {
            Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4f);
            Boxes.Near(pair.First.Box, pair.Second.Box, 0.01);
        });
    }

    // The middle of 128x96 lies in four tiles of 80x60, each of which sees all of it.
    [Fact]
    public void Detect_ObjectInFourTiles_IsFoundOnce()
    {
        var image = new PixelImage(128, 96);
        image.Rgb.AsSpan().Fill(120);
        var square = new BoxXyxy(54, 38, 74, 58);
        Fill(image, square, 230, 20, 20);

        DetectOptions apart = Options(Tiles());
        apart.Tiling!.MergeOverlap = 1;

        Assert.NotEmpty(Twice(Detect(image, apart)));
        IReadOnlyList<Detection> joined = Detect(image, Options(Tiles()));
        Assert.NotEmpty(joined);
        Assert.Empty(Twice(joined));

        static IEnumerable<Detection> Twice(IReadOnlyList<Detection> found) => found.Where((d, i) =>
            found.Take(i).Any(better => better.ClassId == d.ClassId && better.Box.IntersectionOverUnion(d.Box) > 0.5f));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5000)]
    [InlineData(5000, 1)]
    [InlineData(81, 61)]
    [InlineData(333, 217)]
    public void Detect_AnySizeWithEverything_BoxesLieInThePicture(int width, int height)
    {
        var image = new PixelImage(width, height);
        new Random(1).NextBytes(image.Rgb);
        DetectOptions options = Options(Tiles(), PictureFlips.Horizontal, 0.5, 1, 2);
        options.ScoreThreshold = 0.01f;

        Assert.All(Detect(image, options), d =>
        {
            Assert.True(d.Box.IsProper);
            Assert.Equal(d.Box, d.Box.Clip(width, height));
            Assert.InRange(d.Score, 0, 1f);
        });
    }

    [Fact]
    public void Detect_SeveralPictures_ShareBatchesAndStayApart()
    {
        PixelImage[] pictures = [Patchwork.Of(new SquaresSet(9, 2), 240, 180).Image, new SquaresSet(4).Read(1).Image, Patchwork.Of(new SquaresSet(4, 3), 160, 120).Image];
        DetectOptions options = Options(Tiles());
        options.BatchSize = 7;

        IReadOnlyList<Detection>[] together = trained.Detector.Detect(pictures, options);

        for (int i = 0; i < pictures.Length; i++)
        {
            IReadOnlyList<Detection> alone = Detect(pictures[i], options);
            Assert.NotEmpty(alone);
            Assert.Equal(alone.Count, together[i].Count);
            Assert.All(alone.Zip(together[i]), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4f));
        }
    }

    [Fact]
    public void Detect_EmptyGround_FindsNothing()
    {
        var image = new PixelImage(400, 300);
        image.Rgb.AsSpan().Fill(120);
        DetectOptions options = Options(Tiles(), Both, 1, 1.5);
        options.ScoreThreshold = 0.5f;

        Assert.Empty(Detect(image, options));
        Assert.Empty(trained.Detector.Detect([], options));
    }

    // A square of twice the learnt size, which lies half as large in the view zoomed out, and is as large as learnt there.
    [Fact]
    public void Detect_ZoomedOut_BoxesComeBackToThePicture()
    {
        var image = new PixelImage(80, 60);
        image.Rgb.AsSpan().Fill(120);
        var square = new BoxXyxy(16, 6, 64, 54);
        Fill(image, square, 20, 20, 230);

        Detection best = Detect(image, Options(scales: 0.5))[0];

        Assert.Equal(1, best.ClassId);
        Assert.InRange(best.Box.IntersectionOverUnion(square), 0.5f, 1);
    }

    [Fact]
    public void Detect_ZoomedIn_FindsSmallObjects()
    {
        TrainingSample big = Patchwork.Of(new SquaresSet(9, seed: 5), 240, 180);

        double plain = Ap50(big, Options()), zoomed = Ap50(big, Options(scales: 3));

        Assert.True(zoomed > plain + 0.2, $"{plain} {zoomed}");
    }

    [Fact]
    public void Detect_LetterboxInSquareTiles_BoxesComeBackToThePicture()
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 16, Preprocessing.Centred with { Fit = InputFit.Letterbox }), ["red", "blue"]);
        PixelImage image = Patchwork.Of(new SquaresSet(9), 200, 180).Image;
        DetectOptions options = Options(Tiles(90, 90), Both);
        options.ScoreThreshold = 0.2f;

        IReadOnlyList<Detection> found = detector.Detect([image], options)[0];

        Assert.Contains(found, d => d.Box.X1 > 110);
        Assert.All(found, d => Assert.Equal(d.Box, d.Box.Clip(200, 180)));
    }

    [Fact]
    public void Detect_BilinearPreprocessing_DiffersByRoundedPixelsOnly()
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 16, Preprocessing.Centred with { Filter = ResampleFilter.Bilinear }), ["red", "blue"]);
        PixelImage image = Patchwork.Of(new SquaresSet(4), 120, 100).Image;
        DetectOptions plain = new() { ScoreThreshold = 0.2f }, tiled = new() { ScoreThreshold = 0.2f, Tiling = Tiles(200, 200) };

        IReadOnlyList<Detection> expected = detector.Detect([image], plain)[0], found = detector.Detect([image], tiled)[0];

        // Half a grey level of 127.5 / 2 moves scores by thousandths.
        Assert.Equal(expected[0].Score, found[0].Score, 0.01f);
    }

    [Fact]
    public void Detect_CancelledBetweenBatches_Stops()
    {
        using var source = new CancellationTokenSource();
        var images = new Watched([new PixelImage(80, 60), new PixelImage(80, 60), new PixelImage(80, 60)], at => { if (at == 1) { source.Cancel(); } });
        DetectOptions options = Options(Tiles());
        options.BatchSize = 1;

        Assert.Throws<OperationCanceledException>(() => trained.Detector.Detect(images, options, source.Token));
        Assert.Equal(2, images.Reads);
    }

    [Fact]
    public void Detect_NullPicture_IsNamed() =>
        Assert.Contains("Picture 1", Assert.Throws<ArgumentException>(() => trained.Detector.Detect([new PixelImage(8, 8), null!], Options(Tiles()))).Message, StringComparison.Ordinal);

    [Fact]
    public void Detect_ManyThreads_AllFindTheSame()
    {
        PixelImage image = Patchwork.Of(new SquaresSet(4), 160, 120).Image;
        IReadOnlyList<Detection> expected = Detect(image, Options(Tiles()));

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, Detect(image, Options(Tiles()))));
    }

    private static void Fill(PixelImage image, BoxXyxy box, byte r, byte g, byte b)
    {
        for (int y = (int)box.Y1; y < box.Y2; y++)
        {
            for (int x = (int)box.X1; x < box.X2; x++)
            {
                int at = 3 * (y * image.Width + x);
                (image.Rgb[at], image.Rgb[at + 1], image.Rgb[at + 2]) = (r, g, b);
            }
        }
    }

    private sealed class Watched(PixelImage[] images, Action<int> read) : IReadOnlyList<PixelImage>
    {
        public int Reads { get; private set; }

        public int Count => images.Length;

        public PixelImage this[int index]
        {
            get
            {
                Reads++;
                read(index);
                return images[index];
            }
        }

        public IEnumerator<PixelImage> GetEnumerator() => ((IEnumerable<PixelImage>)images).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => images.GetEnumerator();
    }
}
