using System.Text.Json;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Coding;

public class BoxCoderTests
{
    private static readonly BoxCoder _coder = new();

    [Fact]
    public void Encode_BoxIsAnchor_IsZero()
    {
        var anchor = new BoxXyxy(3, 4, 13, 24);

        Assert.Equal(default, _coder.Encode(anchor, anchor));
    }

    [Fact]
    public void Encode_HandWorked_FollowsTheFormula()
    {
        // Anchor 10 x 20 at (5, 10); box 20 x 10 at (7, 9): shifts 2/10 and -1/20 times 10, logs of 2 and 1/2 times 5.
        BoxDeltas deltas = _coder.Encode(new BoxXyxy(-3, 4, 17, 14), new BoxXyxy(0, 0, 10, 20));

        Assert.Equal(2, deltas.X, 1e-6f);
        Assert.Equal(-0.5f, deltas.Y, 1e-6f);
        Assert.Equal(5 * MathF.Log(2), deltas.W, 1e-6f);
        Assert.Equal(-5 * MathF.Log(2), deltas.H, 1e-6f);
    }

    [Fact]
    public void Decode_HugeDeltas_StopAtTheLargestGrowth()
    {
        BoxXyxy box = _coder.Decode(new BoxDeltas(0, 0, 1e6f, float.MaxValue), new BoxXyxy(0, 0, 10, 20));

        Assert.Equal(625, box.Width, 1e-2f);
        Assert.Equal(1250, box.Height, 1e-2f);
    }

    [Fact]
    public void Encode_BoxWithoutArea_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _coder.Encode(new BoxXyxy(1, 1, 1, 2), new BoxXyxy(0, 0, 1, 1)));

    [Fact]
    public void Constructor_WeightsNotPositive_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoxCoder(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoxCoder(10, -1));
    }

    // Deltas are float32: a relative error of 6e-8 in a shift of up to 500 (box 50 px away from an anchor of 1) is 3e-6 anchor
    // widths, and in a logarithm of up to 20 it scales a side of 50 by 1 + 1e-6 / 5; corners are float32 again.
    [Fact]
    public void Decode_OfEncode_GivesTheBoxBack() => Properties.Hold<((int X, int Y, int W, int H) Box, (int X, int Y, int W, int H) Anchor)>(drawn =>
    {
        BoxXyxy box = Boxes.Proper(drawn.Box.X, drawn.Box.Y, drawn.Box.W, drawn.Box.H);
        BoxXyxy anchor = Boxes.Proper(drawn.Anchor.X, drawn.Anchor.Y, drawn.Anchor.W, drawn.Anchor.H);
        Boxes.Near(box, _coder.Decode(_coder.Encode(box, anchor), anchor), 1e-4);
        return true;
    });

    // torchvision codes in float32: relative 1e-6 of deltas up to 100 and of sides up to 62.5 times 160 pixels.
    [Fact]
    public void EncodeDecode_TorchvisionCase_IsEqual()
    {
        JsonElement golden = GoldenFile.Read("coding.json");
        BoxXyxy[] boxes = Boxes.FromRow(golden.Floats("boxes")), anchors = Boxes.FromRow(golden.Floats("anchors"));
        BoxXyxy[] deltas = Boxes.FromRow(golden.Floats("deltas")), encoded = Boxes.FromRow(golden.Floats("encoded"));
        BoxXyxy[] decoded = Boxes.FromRow(golden.Floats("decoded"));
        for (int i = 0; i < boxes.Length; i++)
        {
            BoxDeltas e = _coder.Encode(boxes[i], anchors[i]);
            Boxes.Near(encoded[i], new BoxXyxy(e.X, e.Y, e.W, e.H), 1e-4);
            BoxXyxy d = _coder.Decode(new BoxDeltas(deltas[i].X1, deltas[i].Y1, deltas[i].X2, deltas[i].Y2), anchors[i]);
            Boxes.Near(decoded[i], d, 1e-6 * Math.Max(100, Math.Max(decoded[i].Width, decoded[i].Height)));
        }
    }
}
