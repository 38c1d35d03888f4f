using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Coding;

public class CoderVariantsTests
{
    private static readonly BoxXyxy _anchor = new(10, 20, 30, 60);

    public static TheoryData<IBoxCoder> Coders => [
        new BoxCoder(), new BoxCoder(new BoxDeltas(0.1f, -0.2f, 0.3f, 0), new BoxDeltas(0.1f, 0.1f, 0.4f, 0.4f)), new CornerSizeCoder(), new TblrCoder()];

    [Theory]
    [MemberData(nameof(Coders))]
    public void Decode_OfEncoded_IsTheBoxInNumbersAndTensors(IBoxCoder coder) => Properties.Hold<(int X, int Y, int W, int H)>(d =>
    {
        using DisposeScope scope = NewDisposeScope();
        BoxXyxy box = Boxes.Proper(d.X, d.Y, d.W, d.H);
        BoxDeltas deltas = coder.Encode(box, _anchor);
        Boxes.Near(box, coder.Decode(deltas, _anchor), 1e-3);
        float[] decoded = coder.Decode(
            tensor(new[] { deltas.X, deltas.Y, deltas.W, deltas.H }, [1, 4]),
            tensor(new[] { _anchor.X1, _anchor.Y1, _anchor.X2, _anchor.Y2 }, [1, 4])).data<float>().ToArray();
        Boxes.Near(box, new BoxXyxy(decoded[0], decoded[1], decoded[2], decoded[3]), 1e-3);
        return true;
    }, tests: 50);

    [Fact]
    public void Encode_GluonDeviations_DivideByThem()
    {
        var coder = new BoxCoder(default, new BoxDeltas(0.1f, 0.1f, 0.4f, 0.4f));

        BoxDeltas deltas = coder.Encode(new BoxXyxy(12, 24, 32, 64), _anchor); // 2 of 20 across, 4 of 40 down

        Assert.Equal(1, deltas.X, 1e-5f);
        Assert.Equal(1, deltas.Y, 1e-5f);
        Assert.Equal(0, deltas.W, 1e-5f);
    }

    [Fact]
    public void Encode_CornerSize_AreShiftsInSidesOverTheVariance()
    {
        // Caffe's CORNER_SIZE with variance 0.1: (2 / 20, 4 / 40, -2 / 20, 8 / 40) / 0.1.
        BoxDeltas deltas = new CornerSizeCoder().Encode(new BoxXyxy(12, 24, 28, 68), _anchor);

        Assert.Equal([1f, 1f, -1f, 2f], new[] { deltas.X, deltas.Y, deltas.W, deltas.H }.Select(v => MathF.Round(v, 4)));
    }

    [Fact]
    public void Encode_Tblr_AreDistancesFromTheCentre()
    {
        // Centre 20, 40; top 10 of 40, bottom 20 of 40, left 5 of 20, right 10 of 20; over 4.
        BoxDeltas deltas = new TblrCoder().Encode(new BoxXyxy(15, 30, 30, 60), _anchor);

        Assert.Equal([0.0625f, 0.125f, 0.0625f, 0.125f], [deltas.X, deltas.Y, deltas.W, deltas.H]);
    }

    [Theory]
    [MemberData(nameof(Coders))]
    public void Encode_BoxWithoutArea_IsRefused(IBoxCoder coder) =>
        Assert.Throws<ArgumentException>(() => coder.Encode(new BoxXyxy(1, 1, 1, 2), _anchor));

    [Fact]
    public void Constructors_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CornerSizeCoder(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TblrCoder(double.NaN));
        Assert.Throws<ArgumentException>(() => new BoxCoder(default, new BoxDeltas(1, 1, 0, 1)));
    }
}
