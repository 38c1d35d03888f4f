using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>L1: the absolute differences of the four deltas.</summary>
public sealed class AbsoluteLoss : BoxLoss
{
    /// <inheritdoc/>
    public override Tensor PerBox(Tensor predicted, Tensor wanted) => predicted.sub(wanted).abs().sum(1);
}
