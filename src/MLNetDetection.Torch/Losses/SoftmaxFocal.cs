using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>-alpha (1 - p)^gamma log p of the label's softmax, as the Gluon tutorial has the focal loss (Lin et al. 2017).</summary>
public sealed class SoftmaxFocal : ClassLoss
{
    private readonly double _alpha;
    private readonly double _gamma;

    /// <summary>A loss.</summary>
    /// <param name="alpha">Multiplies every value; finite, over 0. Default 0.25.</param>
    /// <param name="gamma">How much easy anchors count less; 0, or at least 1. Default 2.</param>
    public SoftmaxFocal(double alpha = 0.25, double gamma = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        RequireGamma(gamma);
        (_alpha, _gamma) = (alpha, gamma);
    }

    /// <inheritdoc/>
    public override Tensor PerAnchor(Tensor logits, Tensor labels, Tensor counted)
    {
        Tensor log = LogProbability(logits, labels); // [N, A]
        return log.exp().neg().add(1).clamp(0).pow(_gamma).mul(log).mul(-_alpha);
    }
}
