using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

/// <summary>What shares memory with what, and what in-place changes autograd allows.</summary>
[Collection(TorchCollection.Name)]
public class TensorViewTests
{
    [Fact]
    public void Views_OfOneTensor_ShareItsMemory()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = zeros([2, 3]);

        matrix.permute(1, 0)[0].add_(1);
        matrix.unsqueeze(0).squeeze(0)[1].add_(2);
        matrix.reshape(6)[5..].add_(4);
        matrix.detach().contiguous().mul_(10);

        Assert.Equal([10, 0, 0, 30, 20, 60], matrix.data<float>().ToArray());
    }

    [Fact]
    public void Reshape_OfAStridedView_Copies()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = zeros([2, 3]);

        matrix.permute(1, 0).reshape(6).add_(1);

        Assert.Equal(0, matrix.sum().item<float>());
    }

    [Fact]
    public void View_OfADisposedTensor_StaysValid()
    {
        Tensor matrix = ones([2, 2]);
        using Tensor row = matrix[1];

        matrix.Dispose();

        Assert.Equal([1, 1], row.data<float>().ToArray());
    }

    [Fact]
    public void To_WithCopy_SharesNothing()
    {
        using var scope = NewDisposeScope();
        Tensor values = zeros(2);

        values.to(ScalarType.Float32, copy: true).add_(1);
        values.to(CPU, copy: true).add_(1);

        Assert.Equal(0, values.sum().item<float>());
        values.cpu().add_(1);
        values.to(CPU).add_(1);
        Assert.Equal(4, values.sum().item<float>());
    }

    [Fact]
    public void FromBuffer_OfAnArray_SharesIt()
    {
        using var scope = NewDisposeScope();
        float[] values = [1, 2, 3, 4];

        Tensor all = frombuffer(values, ScalarType.Float32);
        Tensor middle = frombuffer(values, ScalarType.Float32, 2, 1);
        values[1] = 9;

        Assert.Equal([1, 9, 3, 4], all.data<float>().ToArray());
        Assert.Equal([9, 3], middle.data<float>().ToArray());
        middle.add_(1);
        Assert.Equal([1, 10, 4, 4], values);
    }

    [Fact]
    public void FromBuffer_BeyondTheArray_IsRefused()
    {
        byte[] values = [1, 2];

        Assert.Throws<IndexOutOfRangeException>(() => frombuffer(values, ScalarType.Byte, 3));
    }

    [Fact]
    public void InPlace_OnAParameter_IsRefusedOutsideNoGrad()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(2));

        var error = Assert.Throws<ExternalException>(() => weight.add_(1));

        Assert.StartsWith("a leaf Variable that requires grad is being used in an in-place operation", error.Message);
        using (no_grad())
        {
            weight.add_(1);
        }

        Assert.Equal([2, 2], weight.data<float>().ToArray());
    }

    [Fact]
    public void Backward_AfterAnInPlaceChangeOfWhatItNeeds_IsRefused()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(2));
        Tensor doubled = weight * 2;
        Tensor loss = (doubled * doubled).sum();

        doubled.add_(1);

        var error = Assert.Throws<ExternalException>(() => loss.backward());
        Assert.StartsWith("one of the variables needed for gradient computation has been modified by an inplace operation", error.Message);
    }

    [Fact]
    public void Device_OfATensorAndAModule_IsTheProcessorUnlessMoved()
    {
        using var scope = NewDisposeScope();
        using Conv2d convolution = nn.Conv2d(1, 1, 1).to(device("cpu"));
        Parameter weight = convolution.weight;

        Assert.Equal(DeviceType.CPU, weight.device.type);
        Assert.Equal("cpu", zeros(1).device.ToString());
        Assert.Equal(cuda.is_available(), cuda.device_count() > 0);
        Assert.Same(weight, convolution.weight);
    }
}
