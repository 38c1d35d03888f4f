using Microsoft.ML;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Tests;

/// <summary>Every named network trains through the trainer, is saved, loads and predicts as before.</summary>
public sealed class NamedNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public static TheoryData<string> LargeNames => [.. SsdNetworks.All.Select(n => n.Name).Except(["tiny", "ssd256_gluon"])];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_TeachingNetwork_LossFallsAndTheFilePredictsTheSame() => Learn("ssd256_gluon");

    [Theory]
    [Trait("Category", "Verify")]
    [MemberData(nameof(LargeNames))]
    public void Fit_LargeNetwork_LossFallsAndTheFilePredictsTheSame(string name) => Learn(name);

    [Fact]
    public void Fit_InitialWeights_StartFromThem()
    {
        IDataView data = BlockPictures.Prepare(_ml, BlockPictures.Write(_folder, 4));
        using var source = new SsdDetector(new TinySsd(BlockPictures.Width, BlockPictures.Height), ["one"], 5);
        string path = _folder.File("start.safetensors");
        Torch.Weights.Weights.SaveSafetensors(source.Network, path);
        SsdTrainer.Options options = QuickOptions.Create();
        options.InitialWeights = path;
        options.Training.LearningRate = 1e-9;
        options.Training.AverageDecay = 0;

        using SsdTransformer model = new SsdTrainer(_ml, options).Fit(data);

        float[] started = First(source), trained = First(model.Detector);
        Assert.Equal(started.Length, trained.Length);
        for (int i = 0; i < started.Length; i++)
        {
            Assert.Equal(started[i], trained[i], 1e-5f);
        }
    }

    [Fact]
    public void Fit_InitialWeightsOfAnotherNetwork_AreRefused()
    {
        IDataView data = BlockPictures.Prepare(_ml, BlockPictures.Write(_folder, 4));
        using var source = new SsdDetector(SsdNetworks.Gluon(), ["one"], 5);
        string path = _folder.File("other.safetensors");
        Torch.Weights.Weights.SaveSafetensors(source.Network, path);
        SsdTrainer.Options options = QuickOptions.Create();
        options.InitialWeights = path;

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new SsdTrainer(_ml, options).Fit(data));

        Assert.Contains(path, error.Message);
    }

    private static float[] First(SsdDetector detector) => detector.Network.named_parameters().First().parameter.data<float>().ToArray();

    private void Learn(string name)
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4, withNegatives: false);
        IDataView data = BlockPictures.Prepare(_ml, rows);
        var losses = new List<double>();
        SsdTrainer.Options options = QuickOptions.Create(epochs: 4);
        options.Architecture = SsdNetworks.All.Single(n => n.Name == name).Create();
        options.Training.Schedule = ScheduleKind.Constant;
        options.Training.WarmupShare = 0;
        options.Training.LearningRate = 1e-3;
        options.Training.GradientNorm = 5;
        options.Training.AverageDecay = 0;
        options.Training.Augmentation = new Core.Augmentation.AugmentationChain();
        options.Progress = new Collector(losses);
        options.Detection = new DetectOptions { ScoreThreshold = 0.01f, MaxDetections = 20, MinimumSide = 0.5 };
        options.PredictionBatchSize = 2;

        using SsdTransformer model = new SsdTrainer(_ml, options).Fit(data);
        string path = _folder.File($"{name}.zip");
        _ml.Model.Save(model, data.Schema, path);
        ITransformer loaded = new MLContext().Model.Load(path, out _);

        Assert.True(losses[^1] < losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
        List<TrainedBlocks.Output> before = Predict(model, data), after = Predict(loaded, data);
        Assert.Equal(before.Count, after.Count);
        Assert.Contains(before, row => row.Score.Length > 0);
        for (int i = 0; i < before.Count; i++)
        {
            Assert.Equal(before[i].Score, after[i].Score);
            Assert.Equal(before[i].PredictedBoundingBoxes, after[i].PredictedBoundingBoxes);
        }

        ((IDisposable)loaded).Dispose();
    }

    private List<TrainedBlocks.Output> Predict(ITransformer model, IDataView data) =>
        [.. _ml.Data.CreateEnumerable<TrainedBlocks.Output>(model.Transform(data), reuseRowObject: false)];

    private sealed class Collector(List<double> losses) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.EndOfEpoch)
            {
                losses.Add(value.Loss);
            }
        }
    }
}
