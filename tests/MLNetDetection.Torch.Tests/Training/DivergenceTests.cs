using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Training;

public sealed class DivergenceTests
{
    private static TrainingOptions Options(DivergenceAction action, params TrainingHook[] hooks) => new()
    {
        Epochs = 4, BatchSize = 4, Workers = 1, Threads = 1, Seed = 1, LearningRate = 0.005, OnDivergence = action, Hooks = hooks,
    };

    [Fact]
    public void Run_SkipANonFiniteStep_GoesOnAndNamesItsImages()
    {
        string[] names = [];
        var spy = new SpyHook { OnAfterIteration = run => { if (run.Skipped) { names = [.. run.BatchNames]; } } };
        using SsdDetector detector = MeddlingLoss.Detector((call, loss) => call == 3 ? loss.mul(double.NaN) : loss);

        TrainingResult result = new DetectorTrainer(Options(DivergenceAction.Skip, spy)).Run(detector, new SquaresSet(8));

        SkippedStep skipped = Assert.Single(result.SkippedSteps);
        Assert.Equal((2, 3), (skipped.Epoch, skipped.Iteration));
        Assert.Equal(4, names.Length);
        Assert.Equal(names, skipped.ImageNames);
        Assert.All(names, name => Assert.Contains(name, skipped.Reason));
        Assert.All(result.Epochs, e => Assert.True(double.IsFinite(e.Loss)));
        Assert.Equal(8, spy.Count);
    }

    // Infinite weights make infinite activations, and with them the running values of the norms.
    [Fact]
    public void Run_SkipAStepThatSpoilsTheNorms_LeavesThemAsTheyWere()
    {
        using SsdDetector detector = Support.Detectors.Small();
        float[] weight = [];
        var meddler = new SpyHook
        {
            OnBeforeIteration = run =>
            {
                if (run.Iteration == 2)
                {
                    using IDisposable quiet = no_grad();
                    weight = run.Network.parameters().First().data<float>().ToArray();
                    run.Network.parameters().First().mul_(double.NaN);
                }
            },
            OnAfterIteration = run =>
            {
                if (run.Iteration == 3)
                {
                    using IDisposable quiet = no_grad();
                    using var back = tensor(weight, run.Network.parameters().First().shape);
                    run.Network.parameters().First().copy_(back);
                }
            },
        };

        TrainingResult result = new DetectorTrainer(Options(DivergenceAction.Skip, meddler)).Run(detector, new SquaresSet(8));

        Assert.Single(result.SkippedSteps);
        Assert.All(detector.Network.parameters().Concat(detector.Network.buffers().Where(b => b.is_floating_point())),
            value => Assert.All(value.data<float>().ToArray(), number => Assert.True(float.IsFinite(number))));
    }

    [Fact]
    public void Run_LossThatExplodes_IsSkippedOrStops()
    {
        static Tensor Explode(int call, Tensor loss) => call == 25 ? loss.mul(1000) : loss;
        TrainingOptions options = Options(DivergenceAction.Skip), stopping = Options(DivergenceAction.Stop), indifferent = Options(DivergenceAction.Stop);
        (options.Epochs, stopping.Epochs, indifferent.Epochs, options.LossLimit, stopping.LossLimit) = (15, 15, 13, 20, 20);
        using SsdDetector first = MeddlingLoss.Detector(Explode), second = MeddlingLoss.Detector(Explode), third = MeddlingLoss.Detector(Explode);

        TrainingResult result = new DetectorTrainer(options).Run(first, new SquaresSet(8));
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => new DetectorTrainer(stopping).Run(second, new SquaresSet(8)));

        Assert.Equal(25, Assert.Single(result.SkippedSteps).Iteration);
        Assert.Contains("over 20 times its running mean", error.Message);
        Assert.Equal(4, error.ImageNames.Count);
        Assert.Empty(new DetectorTrainer(indifferent).Run(third, new SquaresSet(8)).SkippedSteps);
    }

    [Fact]
    public void Run_MoreBadStepsThanAreAllowed_Stops()
    {
        TrainingOptions options = Options(DivergenceAction.Skip);
        options.MaxSkippedSteps = 3;
        using SsdDetector detector = MeddlingLoss.Detector((call, loss) => call > 2 ? loss.mul(double.NaN) : loss);

        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => new DetectorTrainer(options).Run(detector, new SquaresSet(8)));

        Assert.Contains("3 steps were skipped before", error.Message);
        Assert.Contains("epoch 3", error.Message);
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_AreRefused()
    {
        TrainingOptions[] wrong =
        [
            new() { MaxSkippedSteps = 0 }, new() { LossLimit = 1 }, new() { LossLimit = double.NaN }, new() { OnDivergence = (DivergenceAction)7 },
            new() { KeepCheckpointEvery = -1 }, new() { BestOfLast = -1 },
        ];

        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new DetectorTrainer(options)));
    }
}
