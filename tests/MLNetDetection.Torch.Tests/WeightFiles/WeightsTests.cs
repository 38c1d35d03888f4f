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
    [InlineData("vgg16_bn", "ssd300_vgg16_bn", "classifier.")]
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
        Assert.Matches("^([0-9a-f]{8}|[0-9a-f]{64})$", published.Sha256);
        Assert.EndsWith($"-{published.Sha256[..8]}.pth", published.FileName); // as torchvision names its files
    });

    [Theory]
    [InlineData("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", true)] // of the bytes 1, 2, 3
    [InlineData("039058c6", true)]
    [InlineData("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb80", false)]
    [InlineData("139058c6", false)]
    public void IsGenuine_ByAsMuchOfTheDigestAsIsKnown(string sha256, bool genuine) =>
        Assert.Equal(genuine, (PublishedWeights.All[0] with { Sha256 = sha256 }).IsGenuine(folder.Write("other.pth", [1, 2, 3])));

    // torchvision's own detectors, and NVIDIA's as its description builds it: no key of either side is left over.
    [Theory]
    [InlineData("ssd300_vgg16", "ssd300_vgg16", 90, "this library and torchvision")]
    [InlineData("ssdlite320_mobilenet_v3_large", "ssdlite320_mobilenet_v3_large", 90, "this library and torchvision")]
    [InlineData("nvidia_ssd300_resnet50", "ssd300_resnet50", 80, "NVIDIA SSD300")]
    public void Layout_OfPublishedDetectors_IsTheNetworkKeyForKey(string keys, string network, int classes, string layout)
    {
        using var detector = new SsdDetector(
            SsdNetworks.All.Single(n => n.Name == network).Create(), [.. Enumerable.Range(1, classes).Select(id => $"{id}")]);
        Func<string, string> rename = KeyLayout.For(detector.Network).Single(l => l.Name == layout).ToNetwork;

        Assert.Equal(
            State(detector).Select(item => $"{item.Key} [{string.Join(", ", item.Value)}]").Order(),
            GoldenFile.Read("Weights/keys.json").GetProperty(keys).EnumerateObject()
                .Select(key => $"{rename(key.Name)} [{string.Join(", ", key.Value.EnumerateArray().Select(side => side.GetInt64()))}]").Order());
    }

    [Fact]
    public void Load_NvidiasKeys_GivesTheSameNetwork()
    {
        (string Ours, string Theirs)[] names =
        [
            ("backbone.feature_extractor.", "feature_extractor.feature_extractor."), ("backbone.additional_blocks.", "additional_blocks."),
            ("head.regression_head.module_list.", "loc."), ("head.classification_head.module_list.", "conf."),
        ];
        using var source = new SsdDetector(SsdNetworks.Ssd300ResNet(18), ["thing"], 1);
        using var target = new SsdDetector(SsdNetworks.Ssd300ResNet(18), ["thing"], 2);
        string path = folder.File("nvidia.dat");
        WeightWriter.Dat([.. source.Network.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(source.Network.named_buffers()
            .Select(b => (b.name, b.buffer))).Select(item => (names.Aggregate(item.name, (key, pair) => key.Replace(pair.Ours, pair.Theirs)), item.Item2))], path);

        WeightReport report = WeightLoader.Load(target.Network, path);

        Assert.Equal("NVIDIA SSD300", report.Layout);
        Assert.Equal(SmallDetectors.Weights(source), SmallDetectors.Weights(target));
    }

    [Fact]
    public void Load_ClassificationNetwork_FillsTheBackboneAndSaysWhatIsLeft()
    {
        using DisposeScope scope = NewDisposeScope();
        using var detector = new SsdDetector(SsdNetworks.Ssd300ResNet(18), ["thing"]);
        JsonProperty[] keys = [.. GoldenFile.Read("Weights/keys.json").GetProperty("resnet18").EnumerateObject()];
        string path = folder.File("resnet18.safetensors");
        WeightWriter.Safetensors([.. keys.Select((key, i) => (key.Name, key.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)
            ? tensor(7L) : zeros(key.Value.EnumerateArray().Select(side => side.GetInt64()).ToArray()).add(i)))], path);

        Assert.Throws<InvalidDataException>(() => WeightLoader.Load(detector.Network, path, Strictness.ExceptClassScores));
        WeightReport report = WeightLoader.Load(detector.Network, path, Strictness.WhatFits);

        Assert.Equal("torchvision classification", report.Layout);
        Assert.Equal(keys.Count(key => !key.Name.StartsWith("fc.") && !key.Name.StartsWith("layer4.")), report.Matched.Count);
        Assert.All(report.Unexpected, key => Assert.Matches("^(fc|layer4)", key));
        Assert.All(report.Missing, key => Assert.Matches(@"^(head|backbone\.additional_blocks)", key));
        Tensor first = detector.Network.named_parameters().Single(p => p.name == "backbone.feature_extractor.0.weight").parameter;
        Assert.All(first.detach().reshape(-1).data<float>().ToArray(), value => Assert.Equal(Array.FindIndex(keys, key => key.Name == "conv1.weight"), value));
    }

    private static Dictionary<string, long[]> State(SsdDetector detector) => detector.Network.named_parameters().Select(p => (p.name, p.parameter.shape))
        .Concat(detector.Network.named_buffers().Select(b => (b.name, b.buffer.shape))).ToDictionary(item => item.name, item => item.shape);

    private static void FindsEveryLayer(string keys, SsdDetector detector, string[] left)
    {
        Dictionary<string, long[]> state = State(detector);
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
