using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

/// <summary>The numbers are PyTorch's for the same seed.</summary>
[Collection(TorchCollection.Name)]
public class RandomTests
{
    [Fact]
    public void ManualSeed_Seven_GivesPyTorchsNumbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);

        Assert.Equal([-0.1467950940132141f, 0.7861412763595581f, 0.9468216300010681f, -1.1143440008163452f], randn(4).data<float>().ToArray());
        Assert.Equal([0.36531615257263184f, 0.8512683510780334f, 0.8549431562423706f], rand(3).data<float>().ToArray());
        Assert.Equal([1, 4, 3, 5, 0, 2], randperm(6).data<long>().ToArray());
    }

    [Fact]
    public void ManualSeed_Again_StartsOver()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        float[] first = rand(3).data<float>().ToArray();
        float[] second = rand(3).data<float>().ToArray();

        manual_seed(11);

        Assert.Equal(first, rand(3).data<float>().ToArray());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void ManualSeed_BeforeXavier_GivesPyTorchsWeights()
    {
        using var scope = NewDisposeScope();
        Tensor weights = empty([2, 3, 2, 2]);
        manual_seed(7);

        Tensor same = nn.init.xavier_uniform_(weights);

        float[] found = weights.data<float>().ToArray();
        Assert.Equal([0.0382557287812233f, -0.32994458079338074f, 0.17440767586231232f, 0.17186468839645386f], found[..4]);
        Assert.Equal(0.2134447693824768f, found[^1]);
        Assert.Equal(weights.Handle, same.Handle);
        manual_seed(7);
        Assert.Equal(-1.319778323173523f, nn.init.xavier_uniform_(zeros([2, 3]), 2)[0, 1].item<float>());
        Assert.Equal(0, nn.init.zeros_(weights).sum().item<float>());
    }

    [Fact]
    public void ManualSeed_BeforeAConvolution_GivesPyTorchsWeights()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);

        using var convolution = nn.Conv2d(2, 3, 3);

        float[] weights = convolution.weight.data<float>().ToArray();
        Assert.Equal([0.016462642699480057f, -0.14198553562164307f, 0.07505311071872711f, 0.07395878434181213f], weights[..4]);
        Assert.Equal([-0.18624074757099152f, 0.006440122611820698f, -0.1096532866358757f], convolution.bias!.data<float>().ToArray());
    }
}
