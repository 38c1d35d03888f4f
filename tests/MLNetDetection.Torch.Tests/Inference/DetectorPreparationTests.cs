using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Inference;

/// <summary>When a detector prepares its network, and when it does so again.</summary>
public sealed class DetectorPreparationTests
{
    private static readonly DetectOptions _all = new() { ScoreThreshold = 0 };

    private static PixelImage Picture => new SquaresSet(1).Read(0).Image;

    [Fact]
    public void Detect_AfterTraining_UsesTheNewWeights()
    {
        using SsdDetector detector = Support.Detectors.Small();
        IReadOnlyList<Detection> before = detector.Detect([Picture], _all)[0];

        new DetectorTrainer(new TrainingOptions { Epochs = 1, BatchSize = 4, Threads = 1, Workers = 1, LearningRate = 0.02 }).Run(detector, new SquaresSet(8));

        using SsdDetector copy = Loaded(detector);
        IReadOnlyList<Detection> after = detector.Detect([Picture], _all)[0];
        Assert.NotEqual(before, after);
        Assert.Equal(copy.Detect([Picture], _all)[0], after);
    }

    [Fact]
    public void Detect_AfterOneTensorWasCopiedOver_UsesIt()
    {
        using SsdDetector detector = Support.Detectors.Small(), other = Support.Detectors.Small(1);
        IReadOnlyList<Detection> before = detector.Detect([Picture], _all)[0];

        using (no_grad())
        {
            detector.Network.parameters().First().copy_(other.Network.parameters().First());
        }

        using SsdDetector copy = Loaded(detector);
        IReadOnlyList<Detection> after = detector.Detect([Picture], _all)[0];
        Assert.NotEqual(before, after);
        Assert.Equal(copy.Detect([Picture], _all)[0], after);
    }

    [Fact]
    public void Detect_InTrainingMode_IsTheNetworkItself()
    {
        using SsdDetector detector = Support.Detectors.Small();
        IReadOnlyList<Detection> prepared = detector.Detect([Picture], _all)[0];

        detector.Network.train();
        IReadOnlyList<Detection> training = detector.Detect([Picture], _all)[0];

        Assert.NotEqual(prepared, training); // its norms take the picture's own statistics
    }

    [Fact]
    public void Detect_BFloat16_IsNearFloat32AndSaysWhereItIsNotUsed()
    {
        using SsdDetector detector = Support.Detectors.Small();
        float exact = detector.Detect([Picture], _all)[0][0].Score;
        float reduced = detector.Detect([Picture], new DetectOptions { ScoreThreshold = 0, Precision = PredictionPrecision.BFloat16 })[0][0].Score;

        (PredictionPrecision chosen, string? reason) = detector.ChoosePrecision(PredictionPrecision.BFloat16);

        Assert.InRange(Math.Abs(exact - reduced), 0, 0.02f);
        Assert.Equal(chosen == PredictionPrecision.Float32, reason is not null);
        Assert.Equal((PredictionPrecision.Float32, null), detector.ChoosePrecision(PredictionPrecision.Float32));
    }

    [Fact]
    public void Detect_OneThread_FindsTheSame()
    {
        using SsdDetector detector = Support.Detectors.Small();
        int threads = get_num_threads();
        try
        {
            set_num_threads(2);
            IReadOnlyList<Detection> two = detector.Detect([Picture], _all)[0];
            set_num_threads(1);
            IReadOnlyList<Detection> one = detector.Detect([Picture], _all)[0];

            Assert.Equal(two.Count, one.Count);
            Assert.All(two.Zip(one), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5f));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Dispose_DuringPredictions_TheyEndAndLaterOnesAreRefused()
    {
        SsdDetector detector = Support.Detectors.Small();
        IReadOnlyList<Detection> expected = detector.Detect([Picture], _all)[0];
        using var started = new CountdownEvent(4);
        Task<int>[] tasks = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            int done = 0;
            try
            {
                for (; done < 100_000; done++)
                {
                    Assert.Equal(expected, detector.Detect([Picture], _all)[0]);
                    if (done == 0)
                    {
                        started.Signal();
                    }
                }
            }
            catch (ObjectDisposedException)
            {
                return done;
            }

            return -1;
        }))];

        started.Wait();
        detector.Dispose();
        detector.Dispose();

        Assert.All(tasks, task => Assert.InRange(task.GetAwaiter().GetResult(), 1, 99_999));
        Assert.Throws<ObjectDisposedException>(() => detector.Detect([Picture], _all));
    }

    [Fact]
    public void Validate_UnknownPrecision_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectOptions { Precision = (PredictionPrecision)7 }.Validate());

    [Fact]
    public void Refresh_AndPrepare_ChangeNoResult()
    {
        using SsdDetector detector = Support.Detectors.Small();
        IReadOnlyList<Detection> first = detector.Detect([Picture], _all)[0];

        detector.Refresh();
        detector.Prepare(PredictionPrecision.BFloat16);
        detector.Prepare();

        Assert.Equal(first, detector.Detect([Picture], _all)[0]);
    }

    private static SsdDetector Loaded(SsdDetector detector)
    {
        using var reader = new BinaryReader(new MemoryStream(Support.Detectors.Weights(detector)));
        return SsdDetector.Load(reader);
    }
}
