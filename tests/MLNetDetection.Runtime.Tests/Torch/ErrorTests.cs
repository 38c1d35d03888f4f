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
