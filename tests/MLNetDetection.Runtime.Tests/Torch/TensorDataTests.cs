using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class TensorDataTests
{
    [Fact]
    public void Tensor_FromArray_CopiesIt()
    {
        using var scope = NewDisposeScope();
        float[] values = [1, 2];

        Tensor copy = tensor(values);
        values[0] = 9;

        Assert.Equal([1, 2], copy.data<float>().ToArray());
    }

    [Fact]
    public void Tensor_FromMemory_TakesItsPartOnly()
    {
        using var scope = NewDisposeScope();
        byte[] pixels = [1, 2, 3, 4, 5];

        Tensor image = tensor(pixels.AsMemory(1, 4), [2, 2]);

        Assert.Equal(ScalarType.Byte, image.dtype);
        Assert.Equal([2, 3, 4, 5], image.data<byte>().ToArray());
    }

    [Fact]
    public void Tensor_ShorterThanItsShape_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1 }, [2, 2]));
    }

    [Fact]
    public void Data_OfAnotherType_IsRefused()
    {
        using Tensor integers = tensor(new long[] { 1 });

        Assert.Throws<ArgumentException>(() => integers.data<float>());
    }

    [Fact]
    public void Item_OfSeveralElements_IsRefused()
    {
        using Tensor values = zeros(2);

        Assert.Throws<ArgumentException>(() => values.item<float>());
    }

    [Fact]
    public void Bytes_OfAContiguousTensor_AreItsMemory()
    {
        using Tensor values = zeros(2);

        BitConverter.TryWriteBytes(values.bytes[4..], 1.5f);

        Assert.Equal([0, 1.5f], values.data<float>().ToArray());
    }

    [Fact]
    public void Bytes_OfAStridedView_AreRefused()
    {
        using var scope = NewDisposeScope();
        Tensor strided = zeros([2, 3]).permute(1, 0);

        Assert.Throws<InvalidOperationException>(() => strided.bytes.Length);
    }

    [Fact]
    public void To_SameType_SharesMemory()
    {
        using var scope = NewDisposeScope();
        Tensor values = zeros(2);

        values.to(ScalarType.Float32).add_(1);

        Assert.Equal([1, 1], values.data<float>().ToArray());
    }

    [Fact]
    public void To_BFloat16AndBack_KeepsEightBitsOfPrecision()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new float[] { 1.00390625f, 3 });

        Tensor back = values.to(ScalarType.BFloat16).to(ScalarType.Float32);

        Assert.Equal([1, 3], back.data<float>().ToArray());
    }

    [Fact]
    public void Handle_OfADisposedTensor_IsRefused()
    {
        Tensor values = zeros(1);
        values.Dispose();

        Assert.Throws<InvalidOperationException>(() => values.Handle);
        Assert.True(values.IsInvalid);
    }
}
