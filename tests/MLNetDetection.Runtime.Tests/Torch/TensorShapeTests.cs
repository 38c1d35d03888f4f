using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class TensorShapeTests
{
    [Fact]
    public void Permute_OfAnImage_IsAViewUntilMadeContiguous()
    {
        using var scope = NewDisposeScope();
        Tensor interleaved = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [1, 2, 3]);

        Tensor planes = interleaved.permute(2, 0, 1);

        Assert.Equal([3, 1, 2], planes.shape);
        Assert.Equal([1, 4, 2, 5, 3, 6], planes.data<float>().ToArray());
        interleaved.add_(10);
        Assert.Equal([11, 14, 12, 15, 13, 16], planes.contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Reshape_WithMinusOne_FindsTheSize()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([2, 6], zeros([3, 4]).reshape(2, -1).shape);
        Assert.Equal([0, 4], zeros([0, 2, 2]).reshape(0, 4).shape);
    }

    [Fact]
    public void Cat_AlongADimension_Joins()
    {
        using var scope = NewDisposeScope();

        Tensor joined = cat([zeros([2, 1]), ones([2, 2])], 1);

        Assert.Equal([0, 1, 1, 0, 1, 1], joined.data<float>().ToArray());
    }

    [Fact]
    public void Gather_AlongADimension_TakesPositions()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);

        Tensor taken = matrix.gather(1, tensor(new long[] { 1, 0 }, [2, 1]));

        Assert.Equal([2, 3], taken.data<float>().ToArray());
    }

    [Fact]
    public void IndexSelect_OfRows_Copies()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [3, 2]);

        Tensor rows = matrix.index_select(0, tensor(new long[] { 2, 0 }));
        matrix.mul_(0);

        Assert.Equal([5, 6, 1, 2], rows.data<float>().ToArray());
    }

    [Fact]
    public void Unsqueeze_ThenSqueeze_RestoresTheShape()
    {
        using var scope = NewDisposeScope();
        Tensor row = zeros(3);

        Assert.Equal([1, 3], row.unsqueeze(0).shape);
        Assert.Equal([3], row.unsqueeze(-1).squeeze(-1).shape);
    }
}
