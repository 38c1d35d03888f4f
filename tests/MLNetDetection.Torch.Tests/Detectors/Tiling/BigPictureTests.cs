using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using Xunit.Abstractions;

namespace MLNetDetection.Torch.Tests.Detectors.Tiling;

/// <summary>
/// A generated picture of 4,000 x 3,000 pixels, of scenes of 320x240 side by side, whose objects are 20 to 120 pixels long: as a whole, at the
/// network's 320x240, they are 2 to 10 pixels.
/// </summary>
public class BigPictureTests(ITestOutputHelper output)
{
    private const int Width = 4000, Height = 3000;

    [LinuxFact]
    [Trait("Category", "Verify")]
    public void Detect_In4000x3000_TilesFindWhatTheWholeMissesInLittleMemory()
    {
        var generator = new ShapesGenerator(new ShapesOptions { EmptyShare = 0 });
        using var detector = new SsdDetector(new TinySsd(320, 240, 32), generator.ClassNames, Campaign.Seed);
        var training = new TrainingOptions
        {
            Epochs = 25, BatchSize = 16, Seed = Campaign.Seed, Precision = TrainingPrecision.BFloat16, Augmentation = AugmentationPresets.Light,
        };
        new DetectorTrainer(training).Run(detector, new CachedTrainingSet(new ShapesTrainingSet(generator, 0, 300), 200 << 20));
        TrainingSample big = Patchwork.Of(new ShapesTrainingSet(generator, 1_000_000, 13 * 13), Width, Height);

        // The first batch takes libtorch's buffers, which stay.
        DetectOptions tiles = Options(320), smallTiles = Options(160);
        detector.Detect([Patchwork.Of(new ShapesTrainingSet(generator, 0, 25), 1600, 1200).Image], tiles);
        CocoMetrics? whole = null, tiled = null;
        whole = Measure(detector, big, Options(null));
        long peak = ResidentMemory.PeakAbove(() => tiled = Measure(detector, big, tiles));
        long peakOfSmall = ResidentMemory.PeakAbove(() => Measure(detector, big, smallTiles));

        output.WriteLine($"{big.Objects.Count} objects; whole {Text(whole)}; tiles {Text(tiled!)}");
        output.WriteLine($"peak above before: {peak >> 20} MB in tiles of 320, {peakOfSmall >> 20} MB in tiles of 160");
        Assert.True(whole.Ap50 < 0.02, Text(whole));
        Assert.True(tiled!.Ap50 > 0.5, Text(tiled));
        Assert.True(peak < 100 << 20 && peakOfSmall < 100 << 20, $"{peak >> 20} MB, {peakOfSmall >> 20} MB");
    }

    private static DetectOptions Options(int? tile) => new()
    {
        ScoreThreshold = 0.01f, MaxDetections = 2000, Tiling = tile is { } width ? new TilingOptions { Width = width } : null,
    };

    private static CocoMetrics Measure(SsdDetector detector, TrainingSample sample, DetectOptions options)
    {
        EvaluationSetBuilder measured = EvaluationSetBuilder.ForClasses(detector.ClassNames);
        measured.Add(0, sample.Objects, detector.Detect([sample.Image], options)[0]);
        return new CocoEvaluator(new CocoEvaluatorOptions { MaximumDetections = [1, 100, 2000] }).Evaluate(measured.Build());
    }

    private static string Text(CocoMetrics metrics) => $"AP {metrics.Ap:f3}, AP50 {metrics.Ap50:f3}";
}
