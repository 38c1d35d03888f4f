using MLNetDetection.Core.Augmentation;
using MLNetDetection.TestKit;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Weights;
using WeightLoader = MLNetDetection.Torch.Weights.Weights;

namespace MLNetDetection.Torch.Tests.Training.Optimisation;

/// <summary>
/// From weights that PyTorch trained on green, yellow and purple squares (make_finetune_golden.py) to red and blue ones: the wanted AP50 comes in
/// fewer epochs than from random weights.
/// </summary>
public class FineTuningTests
{
    private const double Wanted = 0.4;
    private const int Epochs = 30;

    [Theory]
    [InlineData("squares.pth", Strictness.ExceptClassScores)]
    [InlineData("squares_backbone.pth", Strictness.WhatFits)]
    public void Run_FromPyTorchsWeights_NeedsFewerEpochsThanFromScratch(string file, Strictness strictness)
    {
        int scratch = EpochsToWanted(null, strictness, seed: 0), tuned = EpochsToWanted(file, strictness, seed: 0);

        Assert.True(tuned < scratch, $"{tuned} epochs from {file}, {scratch} from scratch");
    }

    [Fact]
    [Trait("Category", "Verify")]
    public void Run_ManySeeds_FineTuningIsFasterWithEachFile()
    {
        int[] seeds = [.. Enumerable.Range(Campaign.Seed, 8)];
        double[] scratch = [.. seeds.Select(seed => (double)EpochsToWanted(null, Strictness.WhatFits, seed))];
        foreach ((string file, Strictness strictness) in new[] { ("squares.pth", Strictness.ExceptClassScores), ("squares_backbone.pth", Strictness.WhatFits) })
        {
            double[] tuned = [.. seeds.Select(seed => (double)EpochsToWanted(file, strictness, seed))];
            Assert.True(
                tuned.Average() < 0.75 * scratch.Average() && tuned.Zip(scratch).All(pair => pair.First <= pair.Second),
                $"{file}: {string.Join(' ', tuned)}; from scratch {string.Join(' ', scratch)}");
        }
    }

    [Fact]
    public void Load_OtherClasses_TakesAllButTheClassScores()
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 24), ["red", "blue"]);

        WeightReport report = WeightLoader.Load(detector.Network, WeightFiles.WeightFileTests.Golden("squares.pth"), Strictness.ExceptClassScores);

        Assert.Equal(8, report.Mismatched.Count); // weight and bias of the scores of four maps
        Assert.All(report.Mismatched, key => Assert.StartsWith("head.classification_head.", key));
        Assert.Empty(report.Missing);
        Assert.Empty(report.Unexpected);
    }

    // The first epoch whose validation has the wanted AP50; one more than there are where none has.
    private static int EpochsToWanted(string? file, Strictness strictness, int seed)
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 24), ["red", "blue"], seed);
        if (file is not null)
        {
            WeightLoader.Load(detector.Network, WeightFiles.WeightFileTests.Golden(file), strictness);
        }

        var options = new TrainingOptions
        {
            Epochs = Epochs, BatchSize = 8, Workers = 1, Threads = 1, Seed = seed, LearningRate = 0.01, ValidateEvery = 1, AverageDecay = 0,
            Schedule = ScheduleKind.Constant, WarmupShare = 0.05, Augmentation = new HorizontalFlip(),
        };
        using var source = new CancellationTokenSource();
        TrainingResult result = new DetectorTrainer(options).Run(
            detector, new SquaresSet(48), new SquaresSet(24, seed: 9), new CancelAt(source, Wanted), source.Token);
        int at = result.Epochs.ToList().FindIndex(epoch => epoch.Validation!.Ap50 >= Wanted);
        return at >= 0 ? at + 1 : Epochs + 1;
    }

    private sealed class CancelAt(CancellationTokenSource source, double ap50) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Validation is { } metrics && metrics.Ap50 >= ap50)
            {
                source.Cancel();
            }
        }
    }
}
