using System.Text.Json;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Weights;
using static TorchSharp.torch;
using WeightLoader = MLNetDetection.Torch.Weights.Weights;

namespace MLNetDetection.Torch.Tests.WeightFiles;

public class FreshWeightsTests
{
    // The runtime draws in PyTorch's order: one seed, the same numbers.
    [Fact]
    public void Draw_EachInitialiser_GivesPyTorchsNumbers()
    {
        JsonElement golden = GoldenFile.Read("initialisers.json");
        foreach (JsonProperty property in golden.EnumerateObject())
        {
            using SsdDetector detector = Support.Detectors.Small(seed: 5);
            var options = new FreshWeightOptions { Kernels = Enum.Parse<KernelInitialiser>(property.Name), Deviation = 0.01, Constant = 0.25 };

            FreshWeights.Draw(detector, options, seed: 7);

            // The first that is drawn: backbone.stem.0.0.weight.
            float[] found = detector.Network.named_parameters().First().parameter.detach().reshape(-1).data<float>().ToArray();
            float[] wanted = [.. property.Value.EnumerateArray().Select(v => v.GetSingle())];
            Assert.Equal(wanted.Length, found.Length);
            Assert.All(wanted.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        }
    }

    [Fact]
    public void Draw_NothingAsked_ChangesNothing()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] before = Support.Detectors.Weights(detector);

        FreshWeights.Draw(detector, new FreshWeightOptions());

        Assert.Equal(before, Support.Detectors.Weights(detector));
    }

    [Theory]
    [InlineData("ssd256_gluon", false)]
    [InlineData("ssd300_resnet18", false)] // shape before cell
    [InlineData("ssdlite320_mobilenet_v2", false)] // a norm before the scores
    [InlineData("ssd256_gluon", true)]
    public void Draw_ClassPrior_IsTheProbabilityOfAnObjectAtTheFirstStep(string name, bool sigmoid)
    {
        var architecture = (ComposedSsd)SsdNetworks.All.Single(n => n.Name == name).Create();
        if (sigmoid)
        {
            architecture = new ComposedSsd(name, 256, 256, architecture.Backbone, architecture.Anchors, architecture.Preprocessing)
            {
                LossOptions = new MultiBoxLossOptions { Classes = new SigmoidFocal() },
            };
        }

        using var detector = new SsdDetector(architecture, ["a", "b", "c"]);

        FreshWeights.Draw(detector, new FreshWeightOptions { Kernels = KernelInitialiser.Constant, ClassPrior = 0.01 });

        using IDisposable quiet = no_grad();
        using var scope = NewDisposeScope();
        Tensor logits = detector.Network.call(zeros([1, architecture.InputHeight, architecture.InputWidth, 3])).Logits; // kernels of 0: biases alone
        Tensor objects = sigmoid ? logits.sigmoid()[TensorIndex.Ellipsis, TensorIndex.Slice(1)] : logits.softmax(-1)[TensorIndex.Ellipsis, TensorIndex.Slice(1)].sum(-1);
        float[] found = objects.reshape(-1).data<float>().ToArray();
        Assert.All(found, p => Assert.Equal(0.01f, p, 1e-5f));
    }

    [Fact]
    public void Draw_AfterAFile_KeepsWhatItGave()
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 24), ["red", "blue"]);
        WeightReport report = WeightLoader.Load(detector.Network, WeightFileTests.Golden("squares.pth"), Strictness.ExceptClassScores);
        var before = detector.Network.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().reshape(-1).data<float>().ToArray());

        FreshWeights.Draw(detector, new FreshWeightOptions { Kernels = KernelInitialiser.Normal, ClassPrior = 0.1 }, loaded: report);

        string[] changed = [.. detector.Network.named_parameters().Where(p => !p.parameter.detach().reshape(-1).data<float>().ToArray().SequenceEqual(before[p.name])).Select(p => p.name)];
        Assert.Equal(8, changed.Length);
        Assert.All(changed, name => Assert.StartsWith("head.classification_head.", name));
    }

    [Fact]
    public void Validate_OutOfRange_NamesTheOption()
    {
        Assert.Equal("Kernels", Refused(new FreshWeightOptions { Kernels = (KernelInitialiser)70 }));
        Assert.Equal("Deviation", Refused(new FreshWeightOptions { Deviation = 0 }));
        Assert.Equal("Constant", Refused(new FreshWeightOptions { Constant = double.NaN }));
        Assert.Equal("ClassPrior", Refused(new FreshWeightOptions { ClassPrior = 1 }));
        Assert.Equal("ClassPrior", Refused(new FreshWeightOptions { ClassPrior = double.NaN }));

        static string? Refused(FreshWeightOptions options) => Assert.Throws<ArgumentOutOfRangeException>(options.Validate).ParamName;
    }
}
