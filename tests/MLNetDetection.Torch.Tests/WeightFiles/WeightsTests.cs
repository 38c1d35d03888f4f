using System.Text.Json;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;
using SmallDetectors = MLNetDetection.Torch.Tests.Support.Detectors;
using WeightLoader = MLNetDetection.Torch.Weights.Weights;

namespace MLNetDetection.Torch.Tests.WeightFiles;

public sealed class WeightsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("safetensors")]
    [InlineData("dat")]
    public void Load_WhatWasSaved_GivesTheSameNetwork(string kind)
    {
        using SsdDetector source = SmallDetectors.Small(1), target = SmallDetectors.Small(2);
        string path = folder.File($"same.{kind}");
        (kind == "dat" ? (Action<nn.Module, string>)WeightLoader.SaveDat : WeightLoader.SaveSafetensors)(source.Network, path);

        WeightReport report = WeightLoader.Load(target.Network, path);

        Assert.Equal(SmallDetectors.Weights(source), SmallDetectors.Weights(target));
        Assert.Empty(report.Missing.Concat(report.Unexpected).Concat(report.Mismatched));
        Assert.Equal(kind == "dat" ? "TorchSharp" : "safetensors", report.Format);
    }

    [Fact]
    public void SaveDat_TorchSharpItself_LoadsIt()
    {
        using var source = nn.Conv2d(2, 3, 1);
        using var target = nn.Conv2d(2, 3, 1);
        WeightLoader.SaveDat(source, folder.File("conv.dat"));

        using FileStream file = File.OpenRead(folder.File("conv.dat"));
        target.load(file);

        Assert.Equal(source.weight.data<float>().ToArray(), target.weight.data<float>().ToArray());
    }

    [Fact]
    public void Load_OtherNumberOfClasses_ReplacesTheClassScoresOnly()
    {
        using SsdDetector source = SmallDetectors.Small(1);
        using var target = new SsdDetector(new TinySsd(80, 60, 16), ["a", "b", "c"], 2);
        WeightLoader.SaveSafetensors(source.Network, folder.File("classes.safetensors"));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => WeightLoader.Load(target.Network, folder.File("classes.safetensors")));
        Assert.Contains("head.classification_head.module_list.0.weight", error.Message);
        WeightReport report = WeightLoader.Load(target.Network, folder.File("classes.safetensors"), Strictness.ExceptClassScores);

        Assert.Equal(8, report.Mismatched.Count); // four maps' weights and biases
        Assert.All(report.Mismatched, line => Assert.StartsWith("head.classification_head.", line));
        Assert.DoesNotContain(report.Matched, key => key.StartsWith("head.classification_head."));
        Assert.Empty(report.Missing);
    }

    [Fact]
    public void Load_NotANumber_IsRefusedWithTheKeyAndNothingChanges()
    {
        using SsdDetector source = SmallDetectors.Small(1), target = SmallDetectors.Small(2);
        using (no_grad())
        {
            source.Network.named_parameters().Last().parameter.mul_(double.NaN);
        }

        string key = source.Network.named_parameters().Last().name;
        WeightLoader.SaveSafetensors(source.Network, folder.File("nan.safetensors"));
        byte[] before = SmallDetectors.Weights(target);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => WeightLoader.Load(target.Network, folder.File("nan.safetensors")));

        Assert.Contains(key, error.Message);
        Assert.Equal(before, SmallDetectors.Weights(target));
    }

    [Fact]
    public void Load_NothingFits_IsRefused()
    {
        using SsdDetector target = SmallDetectors.Small();

        Assert.Throws<InvalidDataException>(() => WeightLoader.Load(target.Network, WeightFileTests.Golden("state.pth"), Strictness.WhatFits));
    }

    // The classification networks' own layers 4 and heads have no place in an SSD; all else must be found with its shape.
    [Theory]
    [InlineData("vgg16", "ssd300_vgg16", "classifier.")]
    [InlineData("resnet18", "ssd300_resnet18", "fc. layer4.")]
    [InlineData("resnet50", "ssd300_resnet50", "fc. layer4.")]
    [InlineData("mobilenet_v2", "ssdlite320_mobilenet_v2", "classifier.")]
    public void Layout_OfClassificationNetworks_FindsEveryLayer(string keys, string network, string left)
    {
        using var detector = new SsdDetector(SsdNetworks.All.Single(n => n.Name == network).Create(), ["thing"]);
        FindsEveryLayer(keys, detector, left.Split(' '));
    }

    [Fact]
    public void Layout_OfMobileNetV3_FindsEveryLayerWhereTheTailIsWhole()
    {
        using var detector = new SsdDetector(SsdNetworks.SsdLite320MobileNetV3(reducedTail: false), ["thing"]);
        FindsEveryLayer("mobilenet_v3_large", detector, ["classifier."]);
    }

    [Fact]
    public void PublishedWeights_Always_NameAKnownNetworkAndAFile() => Assert.All(PublishedWeights.All, published =>
    {
        Assert.Contains(SsdNetworks.All, network => network.Name == published.Network);
        Assert.Matches("^[0-9a-f]{8}$", published.Sha256Start);
        Assert.EndsWith(published.Sha256Start + ".pth", published.FileName);
    });

    [Fact]
    public void IsGenuine_OtherFile_IsFalse() =>
        Assert.False(PublishedWeights.All[0].IsGenuine(folder.Write("other.pth", [1, 2, 3])));

    private static void FindsEveryLayer(string keys, SsdDetector detector, string[] left)
    {
        Dictionary<string, long[]> state = detector.Network.named_parameters().Select(p => (p.name, p.parameter.shape))
            .Concat(detector.Network.named_buffers().Select(b => (b.name, b.buffer.shape))).ToDictionary(item => item.name, item => item.shape);
        KeyLayout layout = KeyLayout.For(detector.Network).Single(l => l.Name == "torchvision classification");
        foreach (JsonProperty key in GoldenFile.Read("Weights/keys.json").GetProperty(keys).EnumerateObject())
        {
            if (left.Any(prefix => key.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            Assert.True(state.TryGetValue(layout.ToNetwork(key.Name), out long[]? shape), $"{key.Name} became {layout.ToNetwork(key.Name)}");
            Assert.Equal(key.Value.EnumerateArray().Select(side => side.GetInt64()), shape);
        }
    }
}
