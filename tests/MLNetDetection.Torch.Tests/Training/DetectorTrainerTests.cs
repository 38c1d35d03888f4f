using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

public class DetectorTrainerTests
{
    private static TrainingOptions Options(int epochs = 2, int workers = 1, int seed = 1) => new()
    {
        Epochs = epochs, BatchSize = 8, Workers = workers, Threads = 1, Seed = seed, LearningRate = 0.02, ValidateEvery = 1,
        Augmentation = new AugmentationChain(new SsdCrop(), new PhotometricDistortion(), new HorizontalFlip()),
    };

    [Fact]
    public void Run_Squares_LossFallsAndObjectsAreFound()
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 32), ["red", "blue"]);
        TrainingOptions options = Options(30);
        (options.Augmentation, options.LearningRate) = (new HorizontalFlip(), 0.01);

        TrainingResult result = new DetectorTrainer(options).Run(detector, new SquaresSet(64), new SquaresSet(24, seed: 9));

        Assert.False(result.Cancelled);
        Assert.Equal(30, result.Epochs.Count);
        Assert.True(result.Epochs[^1].Loss < result.Epochs[0].Loss / 2);
        Assert.True(result.BestValidation!.Ap50 > 0.4, string.Join(' ', result.Epochs.Select(e => $"{e.Loss:f2}:{e.Validation!.Ap50:f2}")));
        Assert.Equal(result.BestValidation.Ap, result.Epochs.Max(e => e.Validation!.Ap));
        Assert.Equal(result.BestValidation.Ap, ValidationRun.Measure(detector, new SquaresSet(24, seed: 9), options.Validation).Ap);
    }

    [Fact]
    public void Run_OneOrFourWorkers_WeightsAreEqualToTheBit()
    {
        using SsdDetector one = Support.Detectors.Small(), four = Support.Detectors.Small(), again = Support.Detectors.Small();

        new DetectorTrainer(Options(workers: 1)).Run(one, new SquaresSet(30));
        new DetectorTrainer(Options(workers: 4)).Run(four, new SquaresSet(30));
        new DetectorTrainer(Options(workers: 4, seed: 2)).Run(again, new SquaresSet(30));

        Assert.Equal(Support.Detectors.Weights(one), Support.Detectors.Weights(four));
        Assert.NotEqual(Support.Detectors.Weights(one), Support.Detectors.Weights(again));
    }

    [Fact]
    public void Run_MixedPicturesWithOneOrEightWorkers_WeightsAreEqualToTheBit()
    {
        using SsdDetector one = Support.Detectors.Small(), eight = Support.Detectors.Small(), plain = Support.Detectors.Small();
        foreach ((SsdDetector detector, int workers, bool mixed) in new[] { (one, 1, true), (eight, 8, true), (plain, 1, false) })
        {
            TrainingOptions options = Options(workers: workers);
            options.Augmentation = new AugmentationChain(new ShiftScaleRotate { Degrees = 20 }, new MultiScale(), new RandomResizedCrop());
            options.Mixing = mixed ? new Mosaic(80, 60) : null;
            new DetectorTrainer(options).Run(detector, new SquaresSet(30));
        }

        Assert.Equal(Support.Detectors.Weights(one), Support.Detectors.Weights(eight));
        Assert.NotEqual(Support.Detectors.Weights(one), Support.Detectors.Weights(plain));
    }

    [Fact]
    public void Run_SlowSet_TellsHowLongTheNetworkWaited()
    {
        using SsdDetector detector = Support.Detectors.Small();
        TrainingOptions options = Options();

        TrainingResult result = new DetectorTrainer(options).Run(detector, new SlowSet(new SquaresSet(9), TimeSpan.FromMilliseconds(40)));

        // One worker, and no step before the first batch has its eight images.
        Assert.InRange(result.Epochs[0].WaitedForData.TotalMilliseconds, 1, result.Duration.TotalMilliseconds);
        Assert.Equal(result.WaitedForData, result.Epochs[0].WaitedForData + result.Epochs[1].WaitedForData);
    }

    [Fact]
    public void Run_Epochs_LiveTensorsStayConstant()
    {
        using SsdDetector detector = Support.Detectors.Small();

        long before = TensorsHere();
        TrainingResult result = new DetectorTrainer(Options(5)).Run(detector, new SquaresSet(20), new SquaresSet(8));

        Assert.Equal(before, TensorsHere());
        Assert.Equal(result.Epochs[1].LiveTensors, result.Epochs[^1].LiveTensors);
    }

    [Fact]
    public void Run_CancelledWithValidation_TheBestModelSoFarIsKept()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] before = Support.Detectors.Weights(detector);
        using var source = new CancellationTokenSource();

        TrainingResult result = new DetectorTrainer(Options(50)).Run(
            detector, new SquaresSet(16), new SquaresSet(8), new CancelAfter(source, epoch: 3), source.Token);

        Assert.True(result.Cancelled);
        Assert.Equal(3, result.Epochs.Count);
        Assert.InRange(result.BestEpoch, 1, 3);
        Assert.NotEqual(before, Support.Detectors.Weights(detector));
        Assert.Equal(result.BestValidation!.Ap, ValidationRun.Measure(detector, new SquaresSet(8), Options().Validation).Ap);
    }

    [Fact]
    public void Run_CancelledWithoutValidation_TheLatestWeightsAreKept()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] before = Support.Detectors.Weights(detector);
        using var source = new CancellationTokenSource();

        TrainingResult result = new DetectorTrainer(Options(50)).Run(
            detector, new SquaresSet(16), null, new CancelAfter(source, epoch: 2), source.Token);

        Assert.True(result.Cancelled);
        Assert.Null(result.BestValidation);
        Assert.NotEqual(before, Support.Detectors.Weights(detector));
    }

    [Fact]
    public void Run_CancelledBeforeTheFirstStep_TheWeightsAreAsTheyWere()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] before = Support.Detectors.Weights(detector);

        TrainingResult result = new DetectorTrainer(Options()).Run(detector, new SquaresSet(16), null, null, new CancellationToken(true));

        Assert.True(result.Cancelled);
        Assert.Equal(0, result.BestEpoch);
        Assert.Equal(before, Support.Detectors.Weights(detector));
    }

    [Fact]
    public void Run_AbsurdLearningRate_TheErrorNamesTheImages()
    {
        using SsdDetector detector = Support.Detectors.Small();
        TrainingOptions options = Options(20);
        (options.LearningRate, options.GradientNorm, options.Schedule) = (1e30, 0, ScheduleKind.Constant);

        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() =>
            new DetectorTrainer(options).Run(detector, new SquaresSet(16)));

        Assert.Equal(8, error.ImageNames.Count);
        Assert.Contains("square ", error.Message);
        Assert.Contains("learning rate", error.Message);
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.SgdNesterov)]
    [InlineData(OptimizerKind.AdamW)]
    public void Run_EachOptimizer_LossFalls(OptimizerKind optimizer)
    {
        using SsdDetector detector = Support.Detectors.Small();
        TrainingOptions options = Options(8);
        (options.Optimizer, options.LearningRate, options.AverageDecay) = (optimizer, optimizer == OptimizerKind.AdamW ? 3e-3 : 0.02, 0);

        TrainingResult result = new DetectorTrainer(options).Run(detector, new SquaresSet(24));

        Assert.True(result.Epochs[^1].Loss < result.Epochs[0].Loss);
    }

    [Fact]
    public void Run_ImagesWithoutAnyObject_TrainAsNegatives()
    {
        using SsdDetector detector = Support.Detectors.Small();

        TrainingResult result = new DetectorTrainer(Options()).Run(detector, new FixedSet(5, i => Grey(i)), new FixedSet(2, i => Grey(i)));

        Assert.All(result.Epochs, e => Assert.True(e.ClassLoss > 0 && e.BoxLoss == 0));
    }

    [Fact]
    public void Run_OneImage_Trains()
    {
        using var detector = new SsdDetector(new TinySsd(32, 32, 16), ["red", "blue"]);

        Assert.Equal(2, new DetectorTrainer(Options()).Run(detector, new SquaresSet(1)).Epochs.Count);
    }

    [Fact]
    public void Run_DifficultAndDegenerateBoxes_DoNotDisturb()
    {
        using SsdDetector detector = Support.Detectors.Small();
        AnnotatedObject[] objects =
        [
            new(new BoxXyxy(5, 5, 25, 25), 0, Difficult: true), new(new BoxXyxy(10, 10, 10, 20), 1),
            new(new BoxXyxy(-500, -500, -400, -400), 1), new(new BoxXyxy(30, 20, 9000, 50), 1),
        ];

        TrainingResult result = new DetectorTrainer(Options()).Run(detector, new FixedSet(4, i => Grey(i) with { Objects = objects }));

        Assert.True(double.IsFinite(result.Epochs[^1].Loss));
    }

    [Fact]
    public void Run_UnknownClass_TheErrorNamesTheImage()
    {
        using SsdDetector detector = Support.Detectors.Small();
        AnnotatedObject[] objects = [new(new BoxXyxy(5, 5, 25, 25), 7)];

        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            new DetectorTrainer(Options()).Run(detector, new FixedSet(4, i => Grey(i) with { Objects = objects })));

        Assert.Contains("grey ", error.Message);
        Assert.Contains("class 7", error.Message);
    }

    [Fact]
    public void Run_ImageThatCannotBeRead_TheErrorSaysWhich()
    {
        using SsdDetector detector = Support.Detectors.Small();

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new DetectorTrainer(Options(workers: 4)).Run(
            detector, new FixedSet(40, i => i == 11 ? throw new IOException("the disk is gone") : Grey(i))));

        Assert.Contains("image 11", error.Message);
        Assert.Contains("the disk is gone", error.Message);
    }

    [Fact]
    public void Run_SetsThatDoNotFit_AreRefused()
    {
        using var other = new SsdDetector(new TinySsd(32, 32, 16), ["cat"]);
        using SsdDetector detector = Support.Detectors.Small();

        Assert.Throws<ArgumentException>(() => new DetectorTrainer().Run(other, new SquaresSet(4)));
        Assert.Throws<ArgumentException>(() => new DetectorTrainer().Run(detector, new SquaresSet(0)));
        Assert.Throws<ArgumentException>(() => new DetectorTrainer().Run(detector, new SquaresSet(4), new SquaresSet(0)));
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_AreRefused()
    {
        TrainingOptions[] wrong =
        [
            new() { Epochs = 0 }, new() { BatchSize = 0 }, new() { LearningRate = 0 }, new() { LearningRate = double.NaN },
            new() { Momentum = 1 }, new() { WeightDecay = -1 }, new() { WarmupShare = 1 }, new() { AverageDecay = 1 },
            new() { Workers = -1 }, new() { Prefetch = 0 }, new() { ValidateEvery = 0 }, new() { GradientNorm = -1 },
            new() { Optimizer = (OptimizerKind)9 }, new() { Schedule = (ScheduleKind)9 },
        ];

        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new DetectorTrainer(options)));
        Assert.Throws<ArgumentException>(() => new DetectorTrainer(new TrainingOptions { Milestones = [0.9, 0.5] }));
    }

    private static long TensorsHere() => TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    private static TrainingSample Grey(int index)
    {
        var image = new PixelImage(80, 60);
        image.Rgb.AsSpan().Fill((byte)(100 + index));
        return new TrainingSample($"grey {index}", image, []);
    }

    private sealed class FixedSet(int count, Func<int, TrainingSample> read) : ITrainingSet
    {
        public int Count => count;

        public IReadOnlyList<string> ClassNames { get; } = ["red", "blue"];

        public TrainingSample Read(int index) => read(index);
    }
}
