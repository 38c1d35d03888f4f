using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class ErrorTests
{
    [Fact]
    public void Add_ShapesThatDoNotBroadcast_ThrowsLibtorchsMessage()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ExternalException>(() => zeros(2) + zeros(3));

        Assert.StartsWith("The size of tensor a (2) must match the size of tensor b (3)", error.Message);
    }

    [Fact]
    public void Conv2d_WrongChannels_IsRefusedByTheModule()
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(3, 4, 3);

        var error = Assert.Throws<ArgumentException>(() => convolution.call(zeros([1, 2, 8, 8])));

        Assert.Contains("with 3 channels to Conv2d", error.Message);
    }

    [Fact]
    public void Empty_MoreThanAMachineHas_ThrowsAndNamesTheBytes()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ExternalException>(() => empty([1L << 60]));

        Assert.Contains("you tried to allocate 4611686018427387904 bytes", error.Message);
        Assert.Equal(1, ones(1).item<float>());
    }

    [Fact]
    public void Tensors_OfManySizesOnManyThreads_DoNotShareMemory()
    {
        long[] sizes = [1, 1_000, 65_519, 65_520, 65_521, 100_000, 600_000, 1_100_000];

        Parallel.For(0, 8, thread =>
        {
            for (int round = 0; round < 20; round++)
            {
                using var scope = NewDisposeScope();
                Tensor[] kept = [.. sizes.Select((size, i) => ones([size]) * (100 * thread + i + round))];
                zeros(sizes[round % sizes.Length]).Dispose();
                for (int i = 0; i < kept.Length; i++)
                {
                    Assert.Equal(100 * thread + i + round, kept[i].data<float>().Min());
                    Assert.Equal(100 * thread + i + round, kept[i].data<float>().Max());
                }
            }
        });
    }

    [Fact]
    public void Reshape_ToAnotherSize_Throws()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ExternalException>(() => zeros(6).reshape(4, 2));
    }

    [Fact]
    public void Errors_OnManyThreads_KeepTheirOwnMessages()
    {
        Parallel.For(2, 34, size =>
        {
            using var scope = NewDisposeScope();
            var error = Assert.Throws<ExternalException>(() => zeros(size) + zeros(size + 1));
            Assert.Contains($"tensor a ({size})", error.Message);
        });
    }
}
