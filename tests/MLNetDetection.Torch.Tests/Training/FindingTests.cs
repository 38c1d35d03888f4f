using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Training.Finding;
using Xunit.Abstractions;

namespace MLNetDetection.Torch.Tests.Training;

public sealed class FindingTests(ITestOutputHelper output)
{
    private static TrainingOptions Options(int epochs = 1) => new()
    {
        Epochs = epochs, BatchSize = 8, Workers = 1, Threads = 1, Seed = 1, Augmentation = new HorizontalFlip(),
    };

    [Fact]
    public void FindRate_Squares_TheSuggestionTrains()
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 32), ["red", "blue"]);
        byte[] before = Support.Detectors.Weights(detector);

        var told = new Told<(int Done, int All)>();

        LearningRateCurve curve = LearningRateFinder.Find(detector, new SquaresSet(64), Options(), new LearningRateRange { Steps = 60, To = 10 }, told);

        Assert.Equal(before, Support.Detectors.Weights(detector));
        Assert.Equal(Enumerable.Range(1, curve.Points.Count).Select(step => (step, 60)), told.All);
        Assert.InRange(curve.Suggestion!.Value, 1e-4, 0.5);
        Assert.True(curve.Points.Zip(curve.Points.Skip(1)).All(pair => pair.First.Rate < pair.Second.Rate));
        Assert.Equal(1e-5, curve.Points[0].Rate, 12);
        TrainingOptions found = Options(30);
        found.LearningRate = curve.Suggestion.Value;
        TrainingResult result = new DetectorTrainer(found).Run(detector, new SquaresSet(64), new SquaresSet(24, seed: 9));
        Assert.True(result.Epochs[^1].Loss < result.Epochs[0].Loss / 2);
        Assert.True(result.BestValidation!.Ap50 > 0.3, $"AP50 {result.BestValidation.Ap50} at rate {found.LearningRate}");
        output.WriteLine($"rate {curve.Suggestion:g3}, AP50 {result.BestValidation.Ap50:f3}, {curve.Points.Count} points");
    }

    [Fact]
    public void FindRate_RatesThatAreTooHigh_EndTheCurve()
    {
        using SsdDetector detector = Support.Detectors.Small();
        TrainingOptions options = Options();
        options.GradientNorm = 0;

        LearningRateCurve curve = LearningRateFinder.Find(detector, new SquaresSet(16), options, new LearningRateRange { From = 1, To = 1e30, Steps = 40 });

        Assert.True(curve.Diverged);
        Assert.True(curve.Points.Count < 40);
    }

    // Rises to the 20th point, falls to the 60th but for a tooth in the middle, and rises.
    [Fact]
    public void Suggestion_ACurveOfKnownForm_IsATenthOfItsLowest()
    {
        (double, double)[] steps = [.. Enumerable.Range(0, 80).Select(i => (Math.Pow(10, i / 20.0),
            i < 20 ? 5 + (0.01 * i) : i < 60 ? 5.2 - (0.05 * (i - 20)) + (i == 44 ? 0.2 : 0) : 3.2 + (0.3 * (i - 60))))];

        double suggestion = new LearningRateCurve(steps, diverged: false).Suggestion!.Value;

        // The rise is steeper than the fall, so that the smoothed curve is lowest a little before.
        Assert.InRange(suggestion, Math.Pow(10, 36 / 20.0), Math.Pow(10, 40 / 20.0));
        Assert.Null(new LearningRateCurve([.. steps.Select((s, i) => (s.Item1, (double)i))], diverged: true).Suggestion);
        Assert.Null(new LearningRateCurve([], diverged: true).Suggestion);
    }

    [Fact]
    public void Ranges_OutOfBounds_AreRefused()
    {
        LearningRateRange[] wrong = [new() { From = 0 }, new() { To = 1e-6 }, new() { Steps = 19 }, new() { EndAt = 1 }, new() { To = double.PositiveInfinity }];

        Assert.All(wrong, range => Assert.Throws<ArgumentOutOfRangeException>(range.Validate));
        Assert.Throws<ArgumentOutOfRangeException>(new OverfitOptions { Images = 0 }.Validate);
        Assert.Throws<ArgumentOutOfRangeException>(new OverfitOptions { Steps = 19 }.Validate);
        Assert.Throws<ArgumentOutOfRangeException>(new OverfitOptions { LearningRate = 0 }.Validate);
        Assert.Throws<ArgumentOutOfRangeException>(new BatchSizeSearch { Largest = 1 }.Validate);
        Assert.Throws<ArgumentOutOfRangeException>(new BatchSizeSearch { MemoryLimit = -1 }.Validate);
    }

    // Inverse of 1, 2, 4 in mean 1: 1, 0.5, 0.25 over 0.58333.
    [Fact]
    public void ClassWeights_KnownCounts_AreTheHandWorkedOnes()
    {
        AssertNear([1, 12 / 7.0, 6 / 7.0, 3 / 7.0], ClassWeights.Inverse([1, 2, 4]));
        AssertNear([1, 4 / 3.0, 1, 2 / 3.0], ClassWeights.Inverse([5, 0, 10]));

        // Effective numbers at beta 0.5: 1 - 0.5 = 0.5 and 1 - 0.25 = 0.75, so weights 1 and 2/3 over 5/6.
        AssertNear([1, 1.2, 0.8], ClassWeights.EffectiveNumber([1, 2], 0.5));
        AssertNear([1, 1, 1], ClassWeights.EffectiveNumber([3, 3000], 0));
        AssertNear(ClassWeights.Inverse([3, 30]), ClassWeights.EffectiveNumber([3, 30], 1 - 1e-9), 1e-5);
        AssertNear([1, 1], ClassWeights.Inverse([0]));
        AssertNear([1], ClassWeights.Inverse([]));
    }

    [Fact]
    public void ClassWeights_BadNumbers_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeights.Inverse([-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeights.EffectiveNumber([1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeights.EffectiveNumber([1], double.NaN));
    }

    [Fact]
    public void ClassWeights_OfASet_FitTheLoss()
    {
        IReadOnlyList<long> counts = ClassWeights.Count(new SquaresSet(16));
        var tiny = new TinySsd(80, 60, 16);
        using var detector = new SsdDetector(
            new ComposedSsd("weighted", 80, 60, new Torch.Backbones.TinyDesign(16), tiny.Anchors, tiny.Preprocessing)
            {
                LossOptions = new MultiBoxLossOptions { Classes = new SoftmaxCrossEntropy(ClassWeights.EffectiveNumber(counts)) },
            }, ["red", "blue"]);

        Assert.Equal(12, counts.Sum());
        Assert.True(double.IsFinite(new DetectorTrainer(Options()).Run(detector, new SquaresSet(16)).Epochs[0].Loss));
    }

    [Fact]
    public void FitAnchors_WideObjects_AreCoveredBetterAndTrain()
    {
        var wide = new BoxSet(12, i => new BoxXyxy(4, 10 + i, 4 + 56 + i, 10 + i + 9 + (i % 3)));
        foreach (SsdArchitecture architecture in new SsdArchitecture[] { new TinySsd(80, 60, 16), SsdNetworks.All.First(n => n.Name != "tiny").Create() })
        {
            AnchorFit fit = AnchorFitting.Fit(architecture, wide);

            Assert.True(fit.After.Mean > fit.Before.Mean + 0.1, $"{architecture.Name}: {fit.Before.Mean} to {fit.After.Mean}");
            Assert.Equal((architecture.InputWidth, architecture.Name), (fit.Architecture.InputWidth, fit.Architecture.Name));
        }

        AnchorFit small = AnchorFitting.Fit(new TinySsd(80, 60, 16), wide);
        using var detector = new SsdDetector(small.Architecture, ["bar"]);
        Assert.Single(new DetectorTrainer(Options()).Run(detector, wide).Epochs);
    }

    [Fact]
    public void FitAnchors_OneShapeOrNone_IsMetOrRefused()
    {
        AnchorFit fit = AnchorFitting.Fit(new TinySsd(80, 60, 16), new BoxSet(3, _ => new BoxXyxy(10, 10, 30, 30)));

        Assert.All(fit.Architecture.Anchors.Shapes, shapes => AssertNear([0.25, 1 / 3.0], [Assert.Single(shapes).Width, shapes[0].Height], 1e-6));
        Assert.Throws<ArgumentException>(() => AnchorFitting.Fit(new TinySsd(), new BoxSet(2, _ => null)));
        Assert.Throws<ArgumentException>(() => AnchorFitting.Fit(new TinySsd(), new BoxSet(0, _ => null)));
    }

    [Fact]
    public void Overfit_Squares_AreLearntByHeart()
    {
        OverfitReport report = OverfitCheck.Run(new TinySsd(80, 60, 32), new SquaresSet(40), new OverfitOptions { Threads = 1 });

        Assert.True(report.Learned, report.ToString());
        Assert.True(report.Ap50 > 0.99 && report.LastLoss < report.FirstLoss);
        Assert.Equal(["square 0", "square 1", "square 2", "square 4", "square 5", "square 6", "square 8", "square 9"], report.ImageNames);
        Assert.Contains("can be learned", report.ToString());
    }

    // The same grey picture with a box that is somewhere else each time.
    [Fact]
    public void Overfit_BoxesThatNothingShows_AreNotAndTheReportSaysWhatToDo()
    {
        var random = new BoxSet(8, i => new BoxXyxy(5 * i, 4 * i, (5 * i) + 20, (4 * i) + 20));

        OverfitReport report = OverfitCheck.Run(new TinySsd(80, 60, 16), random, new OverfitOptions { Threads = 1, Steps = 40 });

        Assert.False(report.Learned);
        Assert.Contains("box 3", report.ToString());
        Assert.Throws<ArgumentException>(() => OverfitCheck.Run(new TinySsd(80, 60, 16), new BoxSet(4, _ => null)));
    }

    private static void AssertNear(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }

    /// <summary>Grey pictures of 80x60 with a box in each, or none.</summary>
    private sealed class BoxSet(int count, Func<int, BoxXyxy?> box) : ITrainingSet
    {
        public int Count => count;

        public IReadOnlyList<string> ClassNames { get; } = ["bar"];

        public TrainingSample Read(int index) =>
            new($"box {index}", new PixelImage(80, 60), box(index) is { } b ? [new AnnotatedObject(b, 0)] : []);
    }
}
