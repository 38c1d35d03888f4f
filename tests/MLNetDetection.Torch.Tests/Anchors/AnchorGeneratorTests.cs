using System.Text.Json;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Anchors;

public class AnchorGeneratorTests
{
    [Fact]
    public void Generate_OneCellOneSquare_IsCentred()
    {
        var generator = new AnchorGenerator([[new AnchorShape(0.5, 0.25)]]);

        AnchorSet anchors = generator.Generate(40, 80, [new FeatureMapSize(1, 1)]);

        Assert.Equal(1, anchors.Count);
        Assert.Equal(new BoxXyxy(10, 30, 30, 50), anchors[0]);
    }

    [Fact]
    public void Generate_TwoMaps_OrderIsMapRowColumnShape()
    {
        var generator = new AnchorGenerator([[new(0.1, 0.1), new(0.2, 0.2)], [new(1, 1)]]);

        AnchorSet anchors = generator.Generate(100, 100, [new FeatureMapSize(2, 2), new FeatureMapSize(1, 1)]);

        Assert.Equal(9, anchors.Count);
        Assert.Equal(new BoxXyxy(20, 20, 30, 30), anchors[0]); // centre 25, 25
        Assert.Equal(new BoxXyxy(15, 15, 35, 35), anchors[1]); // the same cell's second shape
        Assert.Equal(new BoxXyxy(70, 20, 80, 30), anchors[2]); // next column
        Assert.Equal(new BoxXyxy(20, 70, 30, 80), anchors[4]); // next row
        Assert.Equal(new BoxXyxy(0, 0, 100, 100), anchors[8]); // next map
    }

    [Fact]
    public void Generate_WithSteps_CentresFollowTheSteps()
    {
        var generator = new AnchorGenerator([[new(0.1, 0.1)]], stepsPx: [30]);

        AnchorSet anchors = generator.Generate(100, 100, [new FeatureMapSize(2, 1)]);

        Assert.Equal(new BoxXyxy(40, 10, 50, 20), anchors[1]); // centre 1.5 * 30, 0.5 * 30
    }

    [Fact]
    public void SizesAndRatios_InputNotSquare_KeepsTheForm()
    {
        AnchorGenerator generator = AnchorGenerator.SizesAndRatios(400, 100, [[(0.1, 1.0), (0.1, 4.0)]]);

        AnchorSet anchors = generator.Generate(400, 100, [new FeatureMapSize(1, 1)]);

        Boxes.Near(new BoxXyxy(190, 40, 210, 60), anchors[0], 1e-4); // 0.1 of sqrt(400 * 100) = 20 pixels
        Boxes.Near(new BoxXyxy(180, 45, 220, 55), anchors[1], 1e-4); // the same area, 4:1
    }

    // torchvision computes centres in float32; 320 pixels carry 2^-15 there, so that sums differ by a few of those.
    [Fact]
    public void DefaultBoxes_TorchvisionCases_AreEqual()
    {
        foreach (JsonElement golden in GoldenFile.Read("anchors.json").EnumerateArray())
        {
            double[][] ratios = [.. golden.GetProperty("ratios").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
            double[] scales = [.. golden.GetProperty("scales").EnumerateArray().Select(v => v.GetDouble())];
            int[]? steps = golden.GetProperty("steps").ValueKind == JsonValueKind.Null ? null : golden.Ints("steps");
            FeatureMapSize[] maps = [.. golden.GetProperty("maps").EnumerateArray().Select(m => new FeatureMapSize(m[0].GetInt32(), m[1].GetInt32()))];

            AnchorSet anchors = AnchorGenerator.DefaultBoxes(ratios, scales, steps)
                .Generate(golden.GetProperty("width").GetInt32(), golden.GetProperty("height").GetInt32(), maps);

            Assert.Equal(golden.GetProperty("count").GetInt32(), anchors.Count);
            BoxXyxy[] expected = Boxes.FromRow(golden.Floats("boxes"));
            int[] picked = golden.Ints("picked");
            for (int i = 0; i < picked.Length; i++)
            {
                Boxes.Near(expected[i], anchors[picked[i]], 1e-4);
            }

            double sum = Enumerable.Range(0, anchors.Count).Sum(a => (double)anchors[a].X1 + anchors[a].Y1 + anchors[a].X2 + anchors[a].Y2);
            double wanted = golden.GetProperty("sum").GetDouble();
            Assert.InRange(sum, wanted * (1 - 1e-6), wanted * (1 + 1e-6));
        }
    }

    [Fact]
    public void Constructor_ImpossibleShapes_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new AnchorGenerator([]));
        Assert.Throws<ArgumentException>(() => new AnchorGenerator([[]]));
        Assert.Throws<ArgumentException>(() => new AnchorGenerator([[new AnchorShape(0, 1)]]));
        Assert.Throws<ArgumentException>(() => new AnchorGenerator([[new AnchorShape(double.NaN, 1)]]));
        Assert.Throws<ArgumentException>(() => new AnchorGenerator([[new AnchorShape(1, 1)]], stepsPx: [1, 2]));
        Assert.Throws<ArgumentException>(() => AnchorGenerator.DefaultBoxes([[2]], [0.1]));
        Assert.Throws<ArgumentException>(() => new AnchorGenerator([[new AnchorShape(1, 1)]]).Generate(10, 10, []));
    }
}
