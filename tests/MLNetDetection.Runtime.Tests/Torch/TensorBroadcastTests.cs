using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class TensorBroadcastTests
{
    [Theory]
    [InlineData(new long[] { 4, 1, 2 }, new long[] { 3, 1 }, new long[] { 4, 3, 2 })]
    [InlineData(new long[] { 1 }, new long[] { 5 }, new long[] { 5 })]
    [InlineData(new long[] { 0, 4 }, new long[] { 4 }, new long[] { 0, 4 })]
    [InlineData(new long[] { 0, 4 }, new long[] { 1, 1 }, new long[] { 0, 4 })]
    [InlineData(new long[] { }, new long[] { 2, 2 }, new long[] { 2, 2 })]
    public void Shapes_OfDifferentRank_MeetFromTheRight(long[] left, long[] right, long[] expected)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(expected, (ones(left) - ones(right)).shape);
        Assert.Equal(expected, ones(left).mul(ones(right)).shape);
        Assert.Equal(expected, ones(left).lt(ones(right)).shape);
    }

    [Fact]
    public void Compare_ColumnWithRow_ComparesEachPair()
    {
        using var scope = NewDisposeScope();
        Tensor column = tensor(new float[] { 1, 3 }, [2, 1]);

        Assert.Equal([false, true, true, false, false, false], column.lt(tensor(new float[] { 1, 2, 3 })).data<bool>().ToArray());
    }

    [Fact]
    public void InPlace_OperandThatIsSmaller_IsRepeated()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = ones([2, 2]);

        matrix.add_(tensor(new float[] { 1, 2 })).mul_(tensor(new float[] { 1, 10 }, [2, 1])).add_(ones(2), 5);

        Assert.Equal([7, 8, 25, 35], matrix.data<float>().ToArray());
    }

    [Fact]
    public void InPlace_OperandThatIsLarger_IsRefused()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ExternalException>(() => zeros(2).add_(zeros([2, 2])));

        Assert.StartsWith("output with shape [2] doesn't match the broadcast shape [2, 2]", error.Message);
    }

    [Fact]
    public void Copy_OfAnotherTypeAndASmallerShape_ConvertsAndRepeats()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = zeros([2, 2]);

        Tensor same = matrix.copy_(tensor(new long[] { 3, 4 }));

        Assert.Equal([3, 4, 3, 4], matrix.data<float>().ToArray());
        Assert.Equal(matrix.Handle, same.Handle);
        Assert.Throws<ExternalException>(() => matrix.copy_(zeros(3)));
    }

    [Fact]
    public void Sum_OverADimension_KeepsItOnlyOnRequest()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);

        Assert.Equal([3, 7], matrix.sum(1).data<float>().ToArray());
        Assert.Equal([1, 2], matrix.sum(0, keepdim: true).shape);
        Assert.Equal([0f], zeros([1, 0]).sum(-1).data<float>().ToArray());
    }

    [Fact]
    public void Clamp_OneOrBothEnds_Bounds()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new float[] { -2, 0.5f, 2 });

        Assert.Equal([-1, 0.5f, 1], values.clamp(-1, 1).data<float>().ToArray());
        Assert.Equal([0, 0.5f, 2], values.clamp(0).data<float>().ToArray());
        Assert.Equal([-2, 0.5f, 1], values.clamp(null, 1).data<float>().ToArray());
        Assert.Equal([2, -0.5f, -2], values.neg().data<float>().ToArray());
        Assert.Equal([-1, 1, 2.5f], values.mul(0.5).add(tensor(new float[] { 0, 0.75f, 1.5f })).data<float>().ToArray());
    }
}
