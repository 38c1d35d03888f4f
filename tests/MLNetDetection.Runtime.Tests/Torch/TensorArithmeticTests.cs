using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class TensorArithmeticTests
{
    [Fact]
    public void Add_ColumnAndRow_Broadcasts()
    {
        using var scope = NewDisposeScope();
        Tensor column = tensor(new float[] { 1, 2 }, [2, 1]);
        Tensor row = tensor(new float[] { 10, 20, 30 });

        Tensor sum = column + row;

        Assert.Equal([2, 3], sum.shape);
        Assert.Equal([11, 21, 31, 12, 22, 32], sum.data<float>().ToArray());
    }

    [Fact]
    public void Add_IntegersAndAFraction_PromotesToFloat()
    {
        using var scope = NewDisposeScope();
        Tensor integers = tensor(new long[] { 1, 2 });

        Assert.Equal(ScalarType.Float32, (integers + 0.5).dtype);
        Assert.Equal(ScalarType.Int64, (integers + 1).dtype);
        Assert.Equal(ScalarType.Float32, (integers / 2).dtype);
        Assert.Equal(ScalarType.Float32, (integers * ones(2)).dtype);
    }

    [Fact]
    public void Operators_NumberOnTheLeft_KeepTheirOrder()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new float[] { 1, 2, 4 });

        Assert.Equal([9, 8, 6], (10 - values).data<float>().ToArray());
        Assert.Equal([8, 4, 2], (8 / values).data<float>().ToArray());
        Assert.Equal([-1, -2, -4], (-values).data<float>().ToArray());
    }

    [Fact]
    public void Compare_WithNumber_GivesTruthValues()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new long[] { -1, 0, 1 });

        Assert.Equal([false, false, true], values.gt(0).data<bool>().ToArray());
        Assert.Equal([true, false, false], values.lt(0).data<bool>().ToArray());
        Assert.Equal([true, false, true], values.ne(0).data<bool>().ToArray());
    }

    [Fact]
    public void InPlace_OnAView_ChangesTheOriginal()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = zeros([2, 2]);

        Tensor same = matrix.reshape(4).add_(1).mul_(3);

        Assert.Equal([3, 3, 3, 3], matrix.data<float>().ToArray());
        Assert.Equal([4], same.shape);
    }

    [Fact]
    public void Sum_OfNothing_IsZero()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0, zeros(0).sum().item<float>());
    }

    [Fact]
    public void Sort_Descending_GivesValuesAndPositions()
    {
        using var scope = NewDisposeScope();

        (Tensor values, Tensor positions) = tensor(new float[] { 2, 3, 1 }).sort(0, true);

        Assert.Equal([3, 2, 1], values.data<float>().ToArray());
        Assert.Equal([1, 0, 2], positions.data<long>().ToArray());
    }

    [Fact]
    public void Softmax_OfLogits_SumsToOne()
    {
        using var scope = NewDisposeScope();

        float[] shares = tensor(new float[] { 0, 0, 0, 0 }).softmax(0).data<float>().ToArray();

        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], shares);
    }

    [Fact]
    public void MaskedFill_WhereTrue_Overwrites()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new float[] { 1, 2, 3 });

        Tensor filled = values.masked_fill(values.gt(1), 0);

        Assert.Equal([1, 0, 0], filled.data<float>().ToArray());
        Assert.Equal([1, 2, 3], values.data<float>().ToArray());
    }
}
