using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Training.Optimisation;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Training.Optimisation;

public class FreezeTests
{
    private static TrainingOptions Options(FreezeOptions freezing, int epochs = 2) => new()
    {
        Epochs = epochs, BatchSize = 8, Seed = 1, Workers = 1, Threads = 1, LearningRate = 0.02, AverageDecay = 0,
        Augmentation = new HorizontalFlip(), Freezing = freezing,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(FreezeOptions.AllStages)]
    public void Run_FrozenStages_KeepWeightsAndStatisticsAndTheRestTrains(int stages)
    {
        using SsdDetector detector = Support.Detectors.Small();
        Dictionary<string, float[]> before = State(detector);

        new DetectorTrainer(Options(new FreezeOptions { Stages = stages })).Run(detector, new SquaresSet(12));

        string[] changed = Changed(before, detector);
        string[] frozen = stages == 1 ? ["backbone.stem."] : ["backbone.stem.", "backbone.stages."];
        Assert.DoesNotContain(changed, key => frozen.Any(f => key.StartsWith(f, StringComparison.Ordinal)));
        Assert.Contains(changed, key => key.StartsWith("head.", StringComparison.Ordinal));
        Assert.Equal(stages == 1, changed.Any(key => key.StartsWith("backbone.stages.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_FrozenStatistics_OnlyTheStatisticsStay()
    {
        using SsdDetector detector = Support.Detectors.Small();
        Dictionary<string, float[]> before = State(detector);

        new DetectorTrainer(Options(new FreezeOptions { Norms = FrozenNorms.Statistics })).Run(detector, new SquaresSet(12));

        string[] changed = Changed(before, detector);
        Assert.DoesNotContain(changed, key => key.Contains("running_", StringComparison.Ordinal));
        Assert.Contains("backbone.stem.0.1.weight", changed);
        Assert.Contains("backbone.stem.0.0.weight", changed);
    }

    [Fact]
    public void Run_FrozenNorms_KeepTheirAffineToo()
    {
        using SsdDetector detector = Support.Detectors.Small();
        Dictionary<string, float[]> before = State(detector);

        new DetectorTrainer(Options(new FreezeOptions { Norms = FrozenNorms.StatisticsAndAffine })).Run(detector, new SquaresSet(12));

        string[] changed = Changed(before, detector);
        Assert.DoesNotContain(changed, key => key.StartsWith("backbone.stem.0.1.", StringComparison.Ordinal));
        Assert.Contains("backbone.stem.0.0.weight", changed);
    }

    [Fact]
    public void Run_FreezeThenTrainWhole_ThawsAtTheEpoch()
    {
        using SsdDetector still = Support.Detectors.Small(), thawed = Support.Detectors.Small();
        Dictionary<string, float[]> before = State(thawed);

        new DetectorTrainer(Options(new FreezeOptions { Stages = FreezeOptions.AllStages, Epochs = 3 }, epochs: 3)).Run(still, new SquaresSet(12));
        new DetectorTrainer(Options(new FreezeOptions { Stages = FreezeOptions.AllStages, Epochs = 2 }, epochs: 3)).Run(thawed, new SquaresSet(12));

        Assert.DoesNotContain(Changed(before, still), key => key.StartsWith("backbone.", StringComparison.Ordinal));
        Assert.Contains("backbone.stem.0.0.weight", Changed(before, thawed));
        Assert.Contains("backbone.stem.0.1.running_mean", Changed(before, thawed));
    }

    [Fact]
    public void Run_MoreStagesThanThereAre_IsRefusedBeforeTheFirstStep()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] before = Support.Detectors.Weights(detector);

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new DetectorTrainer(Options(new FreezeOptions { Stages = 5 })).Run(detector, new SquaresSet(12)));

        Assert.Contains("Freezing.Stages is 5; the network's backbone has 4", error.Message);
        Assert.Equal(before, Support.Detectors.Weights(detector));
    }

    // Without the batch's statistics nothing but the order of additions tells two passes of 8 from one of 16.
    [Fact]
    public void Run_TwoPartsOfEightWithFrozenStatistics_EndsWithTheWeightsOfSixteen()
    {
        using SsdDetector whole = Support.Detectors.Small(), parts = Support.Detectors.Small();
        foreach ((SsdDetector detector, int accumulation) in new[] { (whole, 1), (parts, 2) })
        {
            TrainingOptions options = Options(new FreezeOptions { Norms = FrozenNorms.Statistics });
            (options.BatchSize, options.GradientAccumulation, options.AnchorMetrics) = (16, accumulation, true);
            TrainingResult result = new DetectorTrainer(options).Run(detector, new SquaresSet(30));
            Assert.Equal(4, result.Epochs.Count * 2);
            Assert.All(result.Epochs, epoch => Assert.NotNull(epoch.Anchors));
        }

        Dictionary<string, float[]> expected = State(whole), found = State(parts);
        Assert.All(expected.Where(item => !item.Key.EndsWith("tracked", StringComparison.Ordinal)), item =>
            Assert.All(item.Value.Zip(found[item.Key]), pair => Assert.Equal(pair.First, pair.Second, 2e-4f * Math.Max(1, Math.Abs(pair.First)))));
    }

    [Fact]
    public void Stages_EveryNamedNetwork_HoldTheClassifiersLayersOnceAndInOrder()
    {
        var counts = new Dictionary<string, int>
        {
            ["tiny"] = 4, ["ssd300_vgg16"] = 5, ["ssd300_vgg16_bn"] = 5, ["ssd300_resnet18"] = 4, ["ssdlite320_mobilenet_v2"] = 20,
            ["ssdlite320_mobilenet_v3_large"] = 18, ["ssd256_gluon"] = 6,
        };
        foreach ((string name, int count) in counts)
        {
            using SsdNetwork network = SsdNetworks.All.Single(n => n.Name == name).Create().CreateNetwork(2);
            nint[] handles = [.. network.Backbone.Stages.SelectMany(stage => stage).SelectMany(part => part.parameters()).Select(p => p.Handle)];

            Assert.True(count == network.Backbone.Stages.Count, $"{name} has {network.Backbone.Stages.Count} stages");
            Assert.All(network.Backbone.Stages, stage => Assert.Contains(stage, part => part.parameters().Any()));
            Assert.Equal(handles.Length, handles.Distinct().Count());
            Assert.Equal(network.parameters().Select(p => p.Handle).Where(handles.Contains), handles);
        }
    }

    [Fact]
    public void Groups_CaffesRates_TellBiasesNormsAndTheBackboneApart()
    {
        using SsdNetwork network = SsdNetworks.Ssd300Vgg16BatchNorm().CreateNetwork(2);
        var names = network.named_parameters().ToDictionary(p => p.parameter.Handle, p => p.name);
        var options = new TrainingOptions { BiasRate = 2, BackboneRate = 0.1, DecayOnlyKernels = true, WeightDecay = 0.5 };

        IReadOnlyList<ParameterGroup> groups = ParameterGroup.Of(network, options);

        Assert.Equal(names.Count, groups.Sum(g => g.Parameters.Count));
        Assert.Equal((0.1, 0.5), Of("backbone.features.0.weight"));
        Assert.Equal((0.2, 0), Of("backbone.features.0.bias"));
        Assert.Equal((0.1, 0), Of("backbone.features.1.bias")); // of a norm
        Assert.Equal((1, 0), Of("backbone.scale_weight"));
        Assert.Equal((1, 0.5), Of("head.classification_head.module_list.0.weight"));
        Assert.Equal((2, 0), Of("head.classification_head.module_list.0.bias"));
        Assert.Equal([true, false], ParameterGroup.Of(network, new TrainingOptions()).Select(g => g.Parameters[0].shape.Length > 1));

        (double, double) Of(string name)
        {
            ParameterGroup group = groups.Single(g => g.Parameters.Any(p => names[p.Handle] == name));
            return (Math.Round(group.RateFactor, 12), group.WeightDecay);
        }
    }

    private static Dictionary<string, float[]> State(SsdDetector detector) =>
        detector.Network.named_parameters().Select(p => (p.name, Value: (Tensor)p.parameter))
            .Concat(detector.Network.named_buffers().Select(b => (b.name, Value: b.buffer)))
            .ToDictionary(item => item.name, item => item.Value.detach().to(ScalarType.Float32).reshape(-1).data<float>().ToArray());

    private static string[] Changed(Dictionary<string, float[]> before, SsdDetector detector) =>
        [.. State(detector).Where(item => !item.Value.SequenceEqual(before[item.Key])).Select(item => item.Key)];
}
