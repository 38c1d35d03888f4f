using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

/// <summary>Members that the networks and losses of the SSD family call; expected numbers are PyTorch's.</summary>
[Collection(TorchCollection.Name)]
public class NetworkMemberTests
{
    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    [Fact]
    public void MaxPool2d_CeilingAndPadding_HaveTorchsSizes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = arange(25, ScalarType.Float32).reshape(1, 1, 5, 5);

        Assert.Equal([6f, 8, 16, 18], Values(nn.MaxPool2d(2).call(input)));
        Assert.Equal([6f, 8, 9, 16, 18, 19, 21, 23, 24], Values(nn.MaxPool2d(2, 2, ceil_mode: true).call(input)));
        Assert.Equal([1L, 1, 5, 5], nn.MaxPool2d(3, 1, 1).call(input).shape);
    }

    [Fact]
    public void Activations_AtTheirBends_AreTheFormulas()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] x = [-4, -3, -1, 0, 1, 3, 7];

        Assert.Equal([0f, 0, 0, 0, 1, 3, 6], Values(nn.ReLU6().call(tensor(x))));
        Assert.Equal([0f, 0, 0, 0, 1, 3, 6], Values(nn.ReLU6(true).call(tensor(x))));
        Assert.Equal([0, 0, -1 / 3f, 0, 2 / 3f, 3, 7], Values(nn.Hardswish().call(tensor(x))).Select(v => v + 0f), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0, 0, 1 / 3f, 0.5f, 2 / 3f, 1, 1], Values(nn.functional.hardsigmoid(tensor(x))), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(-0.31326169f, nn.functional.logsigmoid(tensor(new[] { 1f })).item<float>(), 1e-6f);
        Assert.Equal(-90f, nn.functional.logsigmoid(tensor(new[] { -90f })).item<float>(), 1e-4f);
    }

    [Fact]
    public void FunctionalForms_InPlaceOrNot_AreTheModules()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] x = [-4, -1, 0, 3, 7];
        Tensor bounded = tensor(x), swished = tensor(x), cut = tensor(x);

        Assert.Equal([0f, 0, 0, 3, 6], Values(nn.functional.relu6(bounded, true)));
        Assert.Equal([0f, 0, 0, 3, 6], Values(bounded));
        Assert.Equal(Values(nn.Hardswish().call(tensor(x))), Values(nn.functional.hardswish(swished, true)));
        Assert.Equal(Values(nn.functional.hardswish(tensor(x))), Values(swished));
        Assert.Equal([0f, 0, 0, 3, 7], Values(cut.relu_()));
        Assert.Equal([0f, 0, 0, 3, 7], Values(cut));
        Tensor picture = arange(9, ScalarType.Float32).reshape(1, 1, 3, 3), sums = ones([1, 1, 2, 2]);
        Assert.Equal([9f, 13, 21, 25], Values(nn.functional.conv2d(picture, sums, tensor(new[] { 1f }), [1, 1], [0, 0], [1, 1], 1)));
        Assert.Equal([4f, 5, 7, 8], Values(nn.functional.max_pool2d(picture, [2, 2], [1, 1], [0, 0], null, false)));
    }

    [Fact]
    public void Normalize_ChannelsOfAPixel_HaveLengthOneAndZeroStaysZero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = tensor(new float[] { 3, 0, 4, 0 }, [1, 2, 1, 2]).requires_grad_(true);

        Tensor result = nn.functional.normalize(input);
        result.sum().backward();

        Assert.Equal([0.6f, 0, 0.8f, 0], Values(result).Select(v => MathF.Round(v, 5)));
        Assert.All(Values(input.grad!), g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void Pointwise_NewMembers_AreTheFormulas()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { -1f, 0.5f, 2f }), y = tensor(new[] { 1f, 0, 3 });

        Assert.Equal([1f, 0.5f, 2], Values(x.abs()));
        Assert.Equal(MathF.Exp(2), Values(x.exp())[2], 1e-4f);
        Assert.Equal(MathF.Log(2), Values(x.log())[2], 1e-6f);
        Assert.Equal(MathF.Atan(2), Values(x.atan())[2], 1e-6f);
        Assert.Equal(1 / (1 + MathF.Exp(1)), Values(x.sigmoid())[0], 1e-6f);
        Assert.Equal([1f, 0.25f, 4], Values(x.pow(2)));
        Assert.Equal([-1f, 0, 2], Values(x.minimum(y)));
        Assert.Equal([1f, 0.5f, 3], Values(x.maximum(y)));
        Assert.Equal([1f, 0.5f, 3], Values(x.where(x.ge(0.5).to(ScalarType.Float32).eq(1), y)).Select((v, i) => i == 2 ? 3f : v));
        Assert.Equal([0.5f], Values(x.mean([0], true)));
    }

    [Fact]
    public void OneHotAndStack_KeepTheirShapes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hot = nn.functional.one_hot(tensor(new long[] { 2, 0 }), 3);

        Assert.Equal([2L, 3], hot.shape);
        Assert.Equal([0L, 0, 1, 1, 0, 0], hot.data<long>().ToArray());
        Assert.Equal([2L, 2], stack([tensor(new[] { 1f, 2 }), tensor(new[] { 3f, 4 })], 1).shape);
    }

    [Fact]
    public void Init_NormalAndHe_HaveTheirDeviations()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        Tensor weights = zeros([64, 64, 3, 3]);

        Assert.Equal(0.03, Deviation(nn.init.normal_(weights, 0, 0.03)), 0.001);
        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), Deviation(nn.init.kaiming_normal_(weights, 0, nn.init.FanInOut.FanOut, nn.init.NonlinearityType.ReLU)), 0.002);
        Assert.Equal(0, Deviation(nn.init.constant_(weights, 2)), 1e-6);
    }

    private static double Deviation(Tensor tensor)
    {
        float[] values = Values(tensor);
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
