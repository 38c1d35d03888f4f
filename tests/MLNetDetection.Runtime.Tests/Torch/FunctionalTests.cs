using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class FunctionalTests
{
    [Fact]
    public void LogSoftmax_OfLogits_IsCrossEntropy()
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(new float[] { 0.5f, -1, 2, 1, 0, -3 }, [2, 3]);

        Tensor losses = -logits.log_softmax(1).gather(1, tensor(new long[] { 2, 0 }, [2, 1]));

        // torch.nn.functional.cross_entropy of the same, classes 2 and 0.
        Assert.Equal(0.24131132662296295f, losses.data<float>()[0], 1e-6f);
        Assert.Equal(0.32656264305114746f, losses.data<float>()[1], 1e-6f);
    }

    [Fact]
    public void SmoothL1_Summed_IsQuadraticThenLinear()
    {
        using var scope = NewDisposeScope();
        Tensor input = tensor(new float[] { 0.5f, -1, 2, 1, 0, -3 });

        float loss = nn.functional.smooth_l1_loss(input, zeros(6), nn.Reduction.Sum).item<float>();

        // 0.125 + 0.5 + 1.5 + 0.5 + 0 + 2.5
        Assert.Equal(5.125f, loss);
    }

    [Fact]
    public void SmoothL1_OfNothing_SumsToZero()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0, nn.functional.smooth_l1_loss(zeros([0, 4]), zeros([0, 4]), nn.Reduction.Sum).item<float>());
    }
}
