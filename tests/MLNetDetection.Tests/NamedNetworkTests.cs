using Microsoft.ML;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Tests;

/// <summary>Every named network trains through the trainer, is saved, loads and predicts as before.</summary>
public sealed class NamedNetworkTests : IDisposable
{
    private static readonly string[] _small = ["tiny", "ssd256_gluon", "ssdlite320_mobilenet_v3_large"];

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    /// <summary>Those that take seconds; the others take up to a minute each, and run with the long checks.</summary>
    public static TheoryData<string> SmallNames => [.. _small];

    public static TheoryData<string> LargeNames => [.. SsdNetworks.All.Select(n => n.Name).Except(_small)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SmallNames))]
    public void Fit_SmallNetwork_LossFallsAndTheFilePredictsTheSame(string name) => Learn(name);

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

    // Four steps of two pictures: two epochs see the same four pictures, so that their losses compare.
    private void Learn(string name)
    {
        IDataView data = DrawnShapes.Prepare(_ml, _folder, 4);
        var losses = new List<double>();
        SsdTrainer.Options options = Options(SsdNetworks.All.Single(n => n.Name == name).Create(), losses);
        using SsdTransformer model = new SsdTrainer(_ml, options).Fit(data);
        string path = _folder.File($"{name}.zip");
        _ml.Model.Save(model, data.Schema, path);
        using var loaded = (SsdTransformer)new MLContext().Model.Load(path, out _);

        Assert.Equal(2, losses.Count);
        Assert.True(losses[1] < losses[0], $"the loss went from {losses[0]} to {losses[1]}");
        SsdArchitecture saved = loaded.Detector.Architecture;
        Assert.Equal((options.Architecture.Name, options.Architecture.Preprocessing), (saved.Name, saved.Preprocessing));
        List<TrainedBlocks.Output> before = Predict(model, data), after = Predict(loaded, data);
        Assert.Equal(2, before.Count);
        Assert.Contains(before, row => row.Score.Length > 0);
        Assert.Equal(before.SelectMany(row => row.Score), after.SelectMany(row => row.Score));
        Assert.Equal(before.SelectMany(row => row.PredictedBoundingBoxes), after.SelectMany(row => row.PredictedBoundingBoxes));
    }

    private static SsdTrainer.Options Options(SsdArchitecture architecture, List<double> losses) => new()
    {
        Architecture = architecture,
        Training = new TrainingOptions
        {
            Epochs = 2,
            BatchSize = 2,
            Seed = 3,
            Threads = 2, // with one, libtorch computes small batches without oneDNN, which takes five times as long
            Schedule = ScheduleKind.Constant,
            WarmupShare = 0,
            LearningRate = 1e-3,
            GradientNorm = 5,
            AverageDecay = 0,
            Augmentation = new Core.Augmentation.AugmentationChain(),
        },
        Detection = new DetectOptions { ScoreThreshold = 0.01f, MaxDetections = 20, MinimumSide = 0.5 },
        PredictionBatchSize = 2,
        Progress = new Collector(losses),
    };

    private List<TrainedBlocks.Output> Predict(ITransformer model, IDataView data) =>
        [.. _ml.Data.CreateEnumerable<TrainedBlocks.Output>(model.Transform(_ml.Data.TakeRows(data, 2)), reuseRowObject: false)];

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
