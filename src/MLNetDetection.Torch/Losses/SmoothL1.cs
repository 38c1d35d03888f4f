using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>Squared below beta, absolute beyond (Girshick 2015), summed over the four deltas.</summary>
public sealed class SmoothL1 : BoxLoss
{
    private readonly double _beta;

    /// <summary>A loss.</summary>
    /// <param name="beta">Finite, over 0. Default 1, as in SSD.</param>
    public SmoothL1(double beta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        _beta = beta;
    }

    /// <inheritdoc/>
    public override Tensor PerBox(Tensor predicted, Tensor wanted) =>
        nn.functional.smooth_l1_loss(predicted, wanted, nn.Reduction.None, _beta).sum(1);
}
