using FsCheck;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Anchors;

public class AnchorVariantsTests
{
    [Theory]
    [InlineData("ssd300_vgg16", 8732)]
    [InlineData("ssd512_vgg16", 24564)]
    [InlineData("ssd300_resnet50", 8732)]
    [InlineData("ssdlite320_mobilenet_v3_large", 3234)]
    [InlineData("ssdlite320_mobilenet_v2", 3234)]
    [InlineData("ssd256_gluon", 5440)]
    [InlineData("ssd300_voc_template", 8732)]
    public void Generate_NamedNetwork_HasTheSourcesNumber(string name, int count)
    {
        SsdArchitecture network = SsdNetworks.All.Single(n => n.Name == name).Create();

        Assert.Equal(count, network.Anchors.Generate(network.InputWidth, network.InputHeight, network.FeatureMaps).Count);
    }

    [Fact]
    public void Generate_VocTemplate_SidesAreTheSizes()
    {
        SsdArchitecture network = SsdNetworks.VocTemplate();
        AnchorSet anchors = network.Anchors.Generate(300, 300, network.FeatureMaps);

        // The first cell of 38: size 0.1 with ratios 1, then size 0.2, then ratios 2 and 1/2 of the first.
        Assert.Equal([30f, 60f, 42.426f, 21.213f], Enumerable.Range(0, 4).Select(i => MathF.Round(anchors[i].Width, 3)));
        Assert.Equal([30f, 60f, 21.213f, 42.426f], Enumerable.Range(0, 4).Select(i => MathF.Round(anchors[i].Height, 3)));
    }

    [Fact]
    public void Generate_ShapeThenCell_ShapesAreApart()
    {
        var generator = new AnchorGenerator([[new(0.1, 0.1), new(0.2, 0.2)]], new AnchorLayout { Order = AnchorOrder.ShapeThenCell });

        AnchorSet anchors = generator.Generate(100, 100, [new FeatureMapSize(2, 1)]);

        Assert.Equal([10f, 10f, 20f, 20f], Enumerable.Range(0, 4).Select(i => MathF.Round(anchors[i].Width, 4)));
    }

    [Fact]
    public void Generate_ClampedAndClipped_StaysInside()
    {
        var shapes = new AnchorShape[][] { [new(0.5, 0.5)] };
        AnchorSet clamped = new AnchorGenerator(shapes, new AnchorLayout { StepsPx = [70], ClampCentres = true }).Generate(100, 100, [new FeatureMapSize(2, 1)]);
        AnchorSet clipped = new AnchorGenerator(shapes, new AnchorLayout { StepsPx = [70], ClipBoxes = true }).Generate(100, 100, [new FeatureMapSize(2, 1)]);

        Assert.Equal(new BoxXyxy(75, 10, 125, 60), clamped[1]); // 105 became 100
        Assert.Equal(new BoxXyxy(80, 10, 100, 60), clipped[1]);
    }

    [Fact]
    public void SizesThenRatios_GluonExample_GivesSizesPlusRatiosMinusOne()
    {
        AnchorGenerator generator = AnchorGenerator.SizesThenRatios(40, 40, [[0.5, 0.25, 0.1]], [[1, 2, 0.5]]);

        Assert.Equal([5], generator.AnchorsPerCell);
        Assert.Equal(0.25 / 2, generator.Generate(40, 40, [new FeatureMapSize(1, 1)])[1].Width / 80, 1e-6);
    }

    [Fact]
    public void ByScales_MMDetectionDocumentation_IsTheExample()
    {
        // AnchorGenerator([16], [1.], [1.], [9]) at 2 x 2, but for its base size: anchors of 16 on 0 and 16.
        AnchorSet anchors = MMDetectionAnchors.ByScales(32, 32, [16], [1], [1]).Generate(32, 32, [new FeatureMapSize(2, 2)]);

        Assert.Equal(
            [new BoxXyxy(-8, -8, 8, 8), new(8, -8, 24, 8), new(-8, 8, 8, 24), new(8, 8, 24, 24)], Enumerable.Range(0, 4).Select(i => anchors[i]));
    }

    [Fact]
    public void ByOctaves_RetinaNet_NineOnEachCell()
    {
        AnchorSet anchors = MMDetectionAnchors.ByOctaves(64, 64, [8], 4, 3, [0.5, 1, 2]).Generate(64, 64, [new FeatureMapSize(1, 1)]);

        Assert.Equal(9, anchors.Count);
        Assert.Equal(32, anchors[3].Width, 1e-3); // ratio 1, scale 4
        Assert.Equal(32 * Math.Pow(2, 1 / 3.0), anchors[4].Width, 1e-3);
        Assert.Equal(2, anchors[6].Height / anchors[6].Width, 1e-3);
    }

    [Fact]
    public void Ssd_MMDetection_OrderAndCentres()
    {
        AnchorSet anchors = MMDetectionAnchors.Ssd(300, 300, [8], [21], [45], [[2]]).Generate(300, 300, [new FeatureMapSize(38, 38)]);

        Assert.Equal(3.5f, (anchors[0].X1 + anchors[0].X2) / 2, 1e-4f); // (stride - 1) / 2
        Assert.Equal([21, Math.Sqrt(21 * 45), 21 * Math.Sqrt(2), 21 / Math.Sqrt(2)], Enumerable.Range(0, 4).Select(i => (double)anchors[i].Width), Close);
    }

    [Fact]
    public void Points_OfAMap_AreRowByRow() => Assert.Equal(
        [(0f, 0f), (8f, 0f), (0f, 8f), (8f, 8f)], MMDetectionAnchors.Points(new FeatureMapSize(2, 2), 8));

    [Fact]
    public void KMeans_TwoKindsOfBoxes_FindsBoth()
    {
        IEnumerable<BoxXyxy> boxes = Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? new BoxXyxy(0, 0, 10 + i % 3, 20) : new BoxXyxy(5, 5, 105, 65 + i % 5));

        IReadOnlyList<AnchorShape> found = KMeansAnchors.Find(boxes, 200, 100, 2, seed: 4);

        Assert.Equal(0.055, found[0].Width, 0.003);
        Assert.Equal(0.2, found[0].Height, 0.001);
        Assert.Equal(0.5, found[1].Width, 0.001);
        Assert.Equal(found, KMeansAnchors.Find(boxes, 200, 100, 2, seed: 4));
    }

    [Fact]
    public void KMeans_FewerBoxesThanShapes_GivesWhatThereIs()
    {
        Assert.Empty(KMeansAnchors.Find([], 10, 10, 3));
        Assert.Single(KMeansAnchors.Find([new BoxXyxy(0, 0, 5, 5), new BoxXyxy(1, 1, 6, 6), default], 10, 10, 3));
    }

    [Fact]
    public void KMeans_MoreShapes_CoverNoWorse() => Properties.Hold<NonEmptyArray<(int X, int Y, int W, int H)>>(drawn =>
    {
        BoxXyxy[] boxes = [.. drawn.Get.Select(d => Boxes.Proper(d.X, d.Y, d.W, d.H))];
        double Mean(IReadOnlyList<AnchorShape> shapes) =>
            boxes.Average((BoxXyxy b) => shapes.Max((AnchorShape s) => KMeansAnchors.Overlap(s, new AnchorShape(b.Width / 100, b.Height / 100))));
        IReadOnlyList<AnchorShape> all = KMeansAnchors.Find(boxes, 100, 100, boxes.Length);
        return Mean(all) >= Mean(KMeansAnchors.Find(boxes, 100, 100, 1)) - 1e-9;
    }, tests: 30);

    [Fact]
    public void Coverage_BySize_CountsAndMeans()
    {
        var anchors = new AnchorSet([0, 0, 10, 10, 0, 0, 50, 50]);

        AnchorCoverage coverage = AnchorCoverage.Measure(anchors, [new BoxXyxy(0, 0, 10, 10), new BoxXyxy(0, 0, 10, 5), new BoxXyxy(0, 0, 50, 40), default]);

        Assert.Equal([1f, 0.5f, 0.8f, 0f], coverage.BestIous);
        Assert.Equal(2.3 / 4, coverage.Mean, 1e-6);
        Assert.Equal([3, 1, 0], coverage.BySize.Select(s => s.Objects));
        Assert.Equal([2, 1, 0], coverage.BySize.Select(s => s.Reached));
    }

    [Fact]
    public void Coverage_OfNothing_IsZero() => Assert.Equal(0, AnchorCoverage.Measure(new AnchorSet([0, 0, 1, 1]), []).Mean);

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-3;
}
