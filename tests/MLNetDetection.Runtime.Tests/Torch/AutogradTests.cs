using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class AutogradTests
{
    [Fact]
    public void Backward_Twice_AddsGradients()
    {
        using var scope = NewDisposeScope();
        var weight = new TorchSharp.Modules.Parameter(tensor(new float[] { 1, 2 }));

        (weight * weight).sum().backward();
        (weight * 3).sum().backward();

        // d/dw (w^2) + d/dw (3 w) = 2 w + 3
        Assert.Equal([5, 7], weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Grad_BeforeBackward_IsNull()
    {
        using var weight = new TorchSharp.Modules.Parameter(zeros(1));

        Assert.True(weight.grad is null);
    }

    [Fact]
    public void NoGrad_InItsScope_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var weight = new TorchSharp.Modules.Parameter(ones(1));

        using (no_grad())
        {
            Assert.False((weight * 2).requires_grad);
        }

        Assert.True((weight * 2).requires_grad);
    }

    [Fact]
    public void InferenceMode_OfATensor_CannotBeTrainedAfterwards()
    {
        using var scope = NewDisposeScope();
        Tensor made;
        using (inference_mode())
        {
            made = ones(1) * 2;
        }

        Assert.False(made.requires_grad);
        var weight = new TorchSharp.Modules.Parameter(ones(1));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => (made * weight).sum().backward());
    }

    [Fact]
    public void Detach_OfAResult_SharesMemoryWithoutGradients()
    {
        using var scope = NewDisposeScope();
        var weight = new TorchSharp.Modules.Parameter(ones(2));

        Tensor detached = (weight * 2).detach();

        Assert.False(detached.requires_grad);
        Assert.Equal([2, 2], detached.data<float>().ToArray());
    }

    [Fact]
    public void ClipGradNorm_AboveTheLimit_ScalesAllGradients()
    {
        using var scope = NewDisposeScope();
        var weight = new TorchSharp.Modules.Parameter(tensor(new float[] { 3, 4 }));
        (weight * weight).sum().backward();

        double norm = nn.utils.clip_grad_norm_([weight], 1);

        // Gradients 6 and 8: norm 10, scaled to 0.6 and 0.8 (less 1e-6 / 10 of it, as PyTorch).
        Assert.Equal(10, norm, 6);
        Assert.Equal(0.6, weight.grad!.data<float>()[0], 1e-6);
        Assert.Equal(0.8, weight.grad!.data<float>()[1], 1e-6);
    }
}
