using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

/// <summary>Which type a result has; the table is PyTorch's.</summary>
[Collection(TorchCollection.Name)]
public class TensorPromotionTests
{
    [Theory]
    [InlineData(ScalarType.Byte, ScalarType.Int64, ScalarType.Int64)]
    [InlineData(ScalarType.Bool, ScalarType.Byte, ScalarType.Byte)]
    [InlineData(ScalarType.Byte, ScalarType.Int8, ScalarType.Int16)]
    [InlineData(ScalarType.Int16, ScalarType.Int32, ScalarType.Int32)]
    [InlineData(ScalarType.Int64, ScalarType.Float16, ScalarType.Float16)]
    [InlineData(ScalarType.Float32, ScalarType.Float64, ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float32)]
    public void Mul_OfTwoTensors_GivesTheWiderType(ScalarType left, ScalarType right, ScalarType expected)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(expected, zeros(1, left).mul(zeros(1, right)).dtype);
        Assert.Equal(expected, zeros(1, right).mul(zeros(1, left)).dtype);
    }

    [Theory]
    [InlineData(ScalarType.Bool, ScalarType.Int64, ScalarType.Float32)]
    [InlineData(ScalarType.Byte, ScalarType.Byte, ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16, ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64, ScalarType.Float64, ScalarType.Float64)]
    public void Add_OfANumber_ChangesTheKindOnly(ScalarType tensor, ScalarType withInteger, ScalarType withFraction)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(withInteger, (zeros(1, tensor) + 1).dtype);
        Assert.Equal(withFraction, (zeros(1, tensor) + 0.5).dtype);
    }

    [Fact]
    public void Sum_OfIntegers_IsLongUnlessATypeIsNamed()
    {
        using var scope = NewDisposeScope();
        Tensor bytes = tensor(new byte[] { 200, 100 }.AsMemory(), [2]);

        Assert.Equal(300, bytes.sum().item<long>());
        Assert.Equal(ScalarType.Int64, bytes.gt(1).sum().dtype);
        Assert.Equal(ScalarType.Float32, bytes.sum(ScalarType.Float32).dtype);
        Assert.Equal(ScalarType.Float64, zeros(2).softmax(0, ScalarType.Float64).dtype);
    }

    [Fact]
    public void InPlace_ResultThatDoesNotFit_IsRefused()
    {
        using var scope = NewDisposeScope();
        Tensor integers = tensor(new long[] { 1 });

        var error = Assert.Throws<ExternalException>(() => integers.add_(0.5));

        Assert.StartsWith("result type Float can't be cast to the desired output type Long", error.Message);
        Assert.Equal(1, integers.item<long>());
    }

    [Fact]
    public void Div_OfIntegers_IsTrueDivisionUnlessRounded()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new long[] { 7, -7 });

        Assert.Equal([3.5f, -3.5f], values.div(2).data<float>().ToArray());
        Assert.Equal([3, -4], values.div(2, RoundingMode.floor).data<long>().ToArray());
        Assert.Equal([3, -3], values.div(2, RoundingMode.trunc).data<long>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Bool, 1, false)]
    [InlineData(ScalarType.Byte, 1, false)]
    [InlineData(ScalarType.Int8, 1, false)]
    [InlineData(ScalarType.Int16, 2, false)]
    [InlineData(ScalarType.Int32, 4, false)]
    [InlineData(ScalarType.Int64, 8, false)]
    [InlineData(ScalarType.Float16, 2, true)]
    [InlineData(ScalarType.BFloat16, 2, true)]
    [InlineData(ScalarType.Float32, 4, true)]
    [InlineData(ScalarType.Float64, 8, true)]
    public void ElementSize_OfEachType_IsItsBytes(ScalarType type, long bytes, bool floating)
    {
        using Tensor values = empty([2, 3], type);

        Assert.Equal(bytes, values.element_size());
        Assert.Equal(floating, values.is_floating_point());
        Assert.Equal(6 * bytes, values.bytes.Length);
    }
}
