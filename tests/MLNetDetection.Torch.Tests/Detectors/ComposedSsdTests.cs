using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Detectors;

public class ComposedSsdTests
{
    private static ComposedSsd OwnNetwork => new(
        "my own", 96, 64, new TinyDesign(16),
        new AnchorGenerator(
            [[new(0.1, 0.2)], [new(0.2, 0.2), new(0.3, 0.1)], [new(0.5, 0.5)], [new(0.8, 0.9)]],
            new AnchorLayout { StepsPx = [8, 16, 32, 64], CentreOffsets = [0.5, 0.5, 0.4, 0.5], Order = AnchorOrder.ShapeThenCell, ClampCentres = true }),
        new Preprocessing(1, 2, 3, 4, 5, 6, InputFit.Letterbox, ResampleFilter.Bilinear, ChannelOrder.Bgr),
        HeadKind.Depthwise, new BoxCoder(default, new BoxDeltas(0.1f, 0.1f, 0.4f, 0.4f)))
    {
        LossOptions = new MultiBoxLossOptions { Classes = new SigmoidFocal(), Mining = NegativeMining.All },
    };

    [Fact]
    public void Save_NetworkWithoutAName_LoadsAndDetectsTheSame()
    {
        using var detector = new SsdDetector(OwnNetwork, ["a", "b"], 3);
        byte[] bytes = Weights(detector);
        using SsdDetector loaded = SsdDetector.Load(new BinaryReader(new MemoryStream(bytes)));
        var image = new PixelImage(50, 70);
        new Random(1).NextBytes(image.Rgb);
        var options = new DetectOptions { ScoreThreshold = 0.01f, MaxDetections = 10 };

        Assert.Equal(detector.Architecture.Preprocessing, loaded.Architecture.Preprocessing);
        Assert.True(loaded.Architecture.HasSigmoidScores);
        Assert.NotEmpty(loaded.Detect([image], options)[0]);
        Assert.Equal(detector.Detect([image], options)[0], loaded.Detect([image], options)[0]);
        Assert.Equal(bytes, Weights(loaded));
    }

    [Fact]
    public void Compose_AsTheDocsDo_GivesANetwork()
    {
        var anchors = AnchorGenerator.SizesThenRatios(320, 240, [[.1, .14], [.2, .27], [.37, .45], [.54, .62]], [[1, 2, .5], [1, 2, .5], [1, 2, .5], [1, 2, .5]]);
        var network = new ComposedSsd("mine", 320, 240, new TinyDesign(), anchors, Preprocessing.Centred)
        {
            MatchingOptions = new MatcherOptions { Kind = MatchingKind.MaxIou, PositiveIou = .5, NegativeIou = .4 },
            LossOptions = new MultiBoxLossOptions { Classes = new SigmoidFocal(), Mining = NegativeMining.All, Boxes = new IouLoss(IouKind.Giou) },
        };

        Assert.Equal(4 * ((40 * 30) + (20 * 15) + (10 * 8) + (5 * 4)), network.AnchorCount);
    }

    // Sizes, parameters and maps are known on paper; the networks themselves say the same.
    [Theory]
    [InlineData("ssd256_gluon")]
    [InlineData("ssdlite320_mobilenet_v2")]
    [InlineData("ssd300_resnet18")]
    public void CreateNetwork_OfAName_HasTheSizesOnPaper(string name) => SizesOnPaper(name);

    [Theory]
    [Trait("Category", "Verify")]
    [InlineData("tiny")]
    [InlineData("ssd300_vgg16")]
    [InlineData("ssd300_vgg16_bn")]
    [InlineData("ssd512_vgg16")]
    [InlineData("ssd300_resnet34")]
    [InlineData("ssd300_resnet50")]
    [InlineData("ssd300_resnet101")]
    [InlineData("ssdlite320_mobilenet_v3_large")]
    public void CreateNetwork_OfALargeName_HasTheSizesOnPaper(string name) => SizesOnPaper(name);

    [Fact]
    public void CountMultiplyAdds_OfTorchvisionsNetworks_AreThePublishedOnes()
    {
        // 34.9 GMAC and 0.583 GMAC on torchvision's pages, with 91 labels.
        Assert.Equal(34.9e9, SsdNetworks.Ssd300Vgg16().CountMultiplyAdds(90), 0.1e9);
        Assert.Equal(0.583e9, SsdNetworks.SsdLite320MobileNetV3().CountMultiplyAdds(90), 0.01e9);
        Assert.Equal(35_641_826, SsdNetworks.Ssd300Vgg16().CountParameters(90));
        Assert.Equal(3_440_060, SsdNetworks.SsdLite320MobileNetV3().CountParameters(90));
    }

    [Fact]
    public void Constructor_PartsThatDoNotFit_AreRefused()
    {
        AnchorGenerator two = new([[new(1, 1)], [new(1, 1)]]);
        Assert.Throws<ArgumentException>(() => new ComposedSsd("x", 96, 64, new TinyDesign(16), two, Preprocessing.Centred));
        Assert.Throws<ArgumentException>(() => new ComposedSsd("x", 64, 64, new VggDesign(), new AnchorGenerator([.. Enumerable.Repeat((AnchorShape[])[new(1, 1)], 6)]), Preprocessing.Centred));
        Assert.Throws<ArgumentException>(() => new ComposedSsd(" ", 96, 64, new TinyDesign(16), two, Preprocessing.Centred));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResNetDesign(19));
    }

    [Fact]
    public void Load_BackboneOfALaterVersion_IsRefused()
    {
        using var detector = new SsdDetector(OwnNetwork, ["a"]);
        byte[] bytes = Weights(detector);
        int name = bytes.AsSpan().IndexOf("my own"u8);
        bytes[name + 6] = 99;

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SsdDetector.Load(new BinaryReader(new MemoryStream(bytes))));

        Assert.Contains("backbone 99", error.Message);
    }

    [Fact]
    public void Network_BgrOrder_SeesTheChannelsTurnedRound()
    {
        using DisposeScope scope = NewDisposeScope();
        var rgb = new Preprocessing(0, 0, 0, 1, 1, 1);
        using var backbone = new Passing();
        using var head = new SsdHead([3], [1], 2);
        using var first = new SsdNetwork(backbone, head, rgb);
        using var second = new SsdNetwork(backbone, head, rgb with { Order = ChannelOrder.Bgr });
        Tensor pixels = tensor(new byte[] { 10, 20, 30 }, [1, 1, 1, 3]), turned = tensor(new byte[] { 30, 20, 10 }, [1, 1, 1, 3]);

        Assert.Equal(first.call(pixels).Logits.data<float>().ToArray(), second.call(turned).Logits.data<float>().ToArray());
    }

    private static void SizesOnPaper(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        SsdArchitecture architecture = SsdNetworks.All.Single(n => n.Name == name).Create();
        using SsdNetwork network = architecture.CreateNetwork(2);
        network.eval();

        SsdOutput output = network.call(zeros(1, architecture.InputHeight, architecture.InputWidth).to(ScalarType.Byte).reshape(1, architecture.InputHeight, architecture.InputWidth, 1)
            .mul(ones(3, ScalarType.Byte)));

        AnchorSet anchors = architecture.Anchors.Generate(architecture.InputWidth, architecture.InputHeight, architecture.FeatureMaps);
        Assert.Equal([1L, anchors.Count, 3L], output.Logits.shape);
        Assert.Equal([1L, anchors.Count, 4L], output.Deltas.shape);
        Assert.Equal(architecture.CountParameters(2), network.parameters().Sum(p => p.numel()));
    }

    private static byte[] Weights(SsdDetector detector) => Support.Detectors.Weights(detector);

    private sealed class Passing() : Backbone(nameof(Passing))
    {
        public override IReadOnlyList<int> OutputChannels => [3];

        public override IReadOnlyList<Tensor> forward(Tensor input) => [input.add(0)];
    }
}
