using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;

namespace MLNetDetection.Torch.Detectors;

/// <summary>The members of the SSD family that are known by a name, as their sources define them; see docs/networks.md.</summary>
public static class SsdNetworks
{
    private static readonly double[][] _ssd300Ratios = [[2], [2, 3], [2, 3], [2, 3], [2], [2]];
    private static readonly int[] _ssd300Steps = [8, 16, 32, 64, 100, 300];

    /// <summary>Every named network, with the name that the command line knows.</summary>
    public static IReadOnlyList<NamedNetwork> All { get; } =
    [
        new("tiny", "this library", () => new TinySsd()),
        new("ssd300_vgg16", "torchvision; Liu et al. 2016", Ssd300Vgg16),
        new("ssd512_vgg16", "Liu et al. 2016 (weiliu89/caffe)", Ssd512Vgg16),
        new("ssd300_vgg16_bn", "torchvision's parts", Ssd300Vgg16BatchNorm),
        new("ssd300_resnet50", "NVIDIA DeepLearningExamples", () => Ssd300ResNet()),
        new("ssd300_resnet18", "NVIDIA DeepLearningExamples", () => Ssd300ResNet(18)),
        new("ssd300_resnet34", "NVIDIA DeepLearningExamples", () => Ssd300ResNet(34)),
        new("ssd300_resnet101", "NVIDIA DeepLearningExamples", () => Ssd300ResNet(101)),
        new("ssdlite320_mobilenet_v3_large", "torchvision; Howard et al. 2019", () => SsdLite320MobileNetV3()),
        new("ssdlite320_mobilenet_v2", "Sandler et al. 2018", SsdLite320MobileNetV2),
        new("ssd256_gluon", "Gluon tutorial; Dive into Deep Learning 14.7", Gluon),
        new("ssd300_voc_template", "VOC 2012 template", VocTemplate),
    ];

    /// <summary>SSD300 on VGG16 as torchvision's ssd300_vgg16: 8,732 anchors by COCO's scales.</summary>
    public static ComposedSsd Ssd300Vgg16() => Vgg300("ssd300_vgg16", new VggDesign(), Preprocessing.TorchvisionSsd300);

    /// <summary>The same on VGG16 with BatchNorm; takes ImageNet's mean and deviation, as torchvision's vgg16_bn.</summary>
    public static ComposedSsd Ssd300Vgg16BatchNorm() => Vgg300("ssd300_vgg16_bn", new VggDesign(batchNorm: true), Preprocessing.ImageNet);

    /// <summary>SSD512 on VGG16 as the paper's Caffe: 24,564 anchors.</summary>
    public static ComposedSsd Ssd512Vgg16() => new(
        "ssd512_vgg16", 512, 512, new VggDesign(VggForm.Ssd512),
        AnchorGenerator.DefaultBoxes(
            [[2], [2, 3], [2, 3], [2, 3], [2, 3], [2], [2]], [0.07, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.05],
            new AnchorLayout { StepsPx = [8, 16, 32, 64, 128, 256, 512], Single = true, ClipShapes = true }),
        Preprocessing.TorchvisionSsd300)
    {
        MatchingOptions = Override,
        DetectionOptions = Ssd300Detection,
    };

    /// <summary>SSD300 on a ResNet as NVIDIA's: 8,732 anchors, shape before cell; loss normalised per image.</summary>
    /// <param name="depth">18, 34, 50 or 101.</param>
    public static ComposedSsd Ssd300ResNet(int depth = 50) => new(
        $"ssd300_resnet{depth}", 300, 300, new ResNetDesign(depth),
        AnchorGenerator.DefaultBoxes(
            _ssd300Ratios, [21 / 300.0, 45 / 300.0, 99 / 300.0, 153 / 300.0, 207 / 300.0, 261 / 300.0, 315 / 300.0],
            new AnchorLayout
            {
                StepsPx = _ssd300Steps, Single = true, ClipShapes = true, ClampCentres = true, Order = AnchorOrder.ShapeThenCell,
            }),
        Preprocessing.ImageNet)
    {
        MatchingOptions = Override,
        LossOptions = new MultiBoxLossOptions { Normalisation = LossNormalisation.PerImage },
        DetectionOptions = () => new DetectOptions { ScoreThreshold = 0.05f, SuppressionIou = 0.5f, CandidatesPerClass = int.MaxValue, MaxDetections = 100, MinimumSide = 1 },
    };

    /// <summary>SSDLite320 on MobileNetV3-Large as torchvision's ssdlite320_mobilenet_v3_large: 3,234 anchors.</summary>
    /// <param name="reducedTail">True as torchvision's detector; false to start from ImageNet's weights.</param>
    public static ComposedSsd SsdLite320MobileNetV3(bool reducedTail = true) =>
        Lite("ssdlite320_mobilenet_v3_large", new MobileNetV3Design(reducedTail), Preprocessing.TorchvisionSsdLite);

    /// <summary>SSDLite320 on MobileNetV2: 3,234 anchors; takes ImageNet's mean and deviation, as torchvision's mobilenet_v2.</summary>
    public static ComposedSsd SsdLite320MobileNetV2() => Lite("ssdlite320_mobilenet_v2", new MobileNetV2Design(), Preprocessing.ImageNet);

    /// <summary>
    /// The teaching SSD of the Gluon tutorial: 256 pixels, 5,440 anchors, deviations 0.1, 0.1, 0.4 and 0.4. Dive into Deep Learning has 0.2 for
    /// the sides, and the same otherwise.
    /// </summary>
    public static ComposedSsd Gluon()
    {
        double[] sizes = [0.2, 0.272, 0.37, 0.447, 0.54, 0.619, 0.71, 0.79];
        return new(
            "ssd256_gluon", 256, 256, new GluonDesign(),
            AnchorGenerator.SizesThenRatios(256, 256, [.. sizes.Chunk(2)], [.. Enumerable.Repeat((double[])[1, 2, 0.5], 4)]),
            Preprocessing.Gluon, HeadKind.Convolution, new BoxCoder(default, new BoxDeltas(0.1f, 0.1f, 0.4f, 0.4f)))
        {
            LossOptions = new MultiBoxLossOptions
            {
                Classes = new SoftmaxFocal(),
                Mining = NegativeMining.LowestBackground,
                NegativesPerPositive = 4,
                Normalisation = LossNormalisation.Anchors,
            },
            DetectionOptions = () => new DetectOptions { ScoreThreshold = 0.01f, SuppressionIou = 0.5f },
        };
    }

    /// <summary>
    /// SSD300-VGG16 with the sizes and ratios of the VOC 2012 template: 8,732 anchors. The template's own code lays anchors of
    /// twice these sides (it adds and subtracts the whole size); the sizes are meant as sides, as in the paper.
    /// </summary>
    public static ComposedSsd VocTemplate()
    {
        double[][] sizes = [[0.1, 0.2], [0.2, 0.37], [0.37, 0.54], [0.54, 0.71], [0.71, 0.88], [0.88, 0.961]];
        double[] few = [1, 2, 0.5], many = [1, 2, 0.5, 3, 1 / 3.0];
        return new(
            "ssd300_voc_template", 300, 300, new VggDesign(),
            AnchorGenerator.SizesThenRatios(300, 300, sizes, [few, many, many, many, few, few]), Preprocessing.TorchvisionSsd300)
        {
            MatchingOptions = Override,
            DetectionOptions = Ssd300Detection,
        };
    }

    private static MatcherOptions Override => new() { Kind = MatchingKind.BestAnchorOverride };

    private static ComposedSsd Vgg300(string name, VggDesign backbone, Preprocessing preprocessing) => new(
        name, 300, 300, backbone,
        AnchorGenerator.DefaultBoxes(
            _ssd300Ratios, [0.07, 0.15, 0.33, 0.51, 0.69, 0.87, 1.05],
            new AnchorLayout { StepsPx = _ssd300Steps, Single = true, ClipShapes = true }),
        preprocessing)
    {
        MatchingOptions = Override,
        DetectionOptions = Ssd300Detection,
    };

    private static ComposedSsd Lite(string name, BackboneDesign backbone, Preprocessing preprocessing) => new(
        name, 320, 320, backbone,
        AnchorGenerator.DefaultBoxes(
            [.. Enumerable.Repeat((double[])[2, 3], 6)], [.. Enumerable.Range(0, 6).Select(k => 0.2 + 0.75 * k / 5), 1],
            new AnchorLayout { Single = true, ClipShapes = true }),
        preprocessing, HeadKind.Depthwise)
    {
        MatchingOptions = Override,
        DetectionOptions = () => new DetectOptions { ScoreThreshold = 0.001f, SuppressionIou = 0.55f, CandidatesPerClass = 300, MaxDetections = 300 },
    };

    private static DetectOptions Ssd300Detection() => new() { ScoreThreshold = 0.01f, SuppressionIou = 0.45f, CandidatesPerClass = 400, MaxDetections = 200 };
}
