using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class TensorIndexTests
{
    [Fact]
    public void Index_PositionAndSlice_GivesAView()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = arange(6).reshape(2, 3);

        Assert.Equal([3, 4, 5], matrix[1].data<long>().ToArray());
        Assert.Equal([1, 2], matrix[0, 1..].data<long>().ToArray());
        Assert.Equal([2, 5], matrix[TensorIndex.Ellipsis, ^1].data<long>().ToArray());
        Assert.Equal([0, 2], matrix[0, TensorIndex.Slice(step: 2)].data<long>().ToArray());
        Assert.Equal([1, 2, 3], matrix[TensorIndex.None].shape);
        matrix[1].add_(10);
        Assert.Equal([0, 1, 2, 13, 14, 15], matrix.data<long>().ToArray());
    }

    [Fact]
    public void Index_MaskAndPositions_GiveCopies()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new float[] { 1, 2, 3 });

        Assert.Equal([2, 3], values[TensorIndex.Tensor(values.gt(1))].data<float>().ToArray());
        Assert.Equal([3, 3, 1], values[TensorIndex.Tensor(tensor(new long[] { 2, 2, 0 }))].data<float>().ToArray());
        Assert.Equal(0, values[TensorIndex.Tensor(values.gt(9))].numel());
    }

    [Fact]
    public void Index_Assigned_OverwritesAndBroadcasts()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = zeros([2, 3]);

        matrix[TensorIndex.Colon, 1] = tensor(new float[] { 5, 6 });
        matrix[1] = ones(3);

        Assert.Equal([0, 5, 0, 1, 1, 1], matrix.data<float>().ToArray());
    }

    [Fact]
    public void Index_OutOfRange_ThrowsLibtorchsMessage()
    {
        using Tensor values = zeros(2);

        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => values[2]);

        Assert.Contains("index 2 out of range for tensor of size [2] at dimension 0", error.Message);
    }
}
