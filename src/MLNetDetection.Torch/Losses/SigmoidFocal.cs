using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>
/// RetinaNet's focal loss (Lin et al. 2017, equation 5): each class a binary question, the background being "none of them".
/// The background's column is not used.
/// </summary>
public sealed class SigmoidFocal : ClassLoss
{
    private readonly double _alpha;
    private readonly double _gamma;

    /// <summary>A loss.</summary>
    /// <param name="alpha">Weight of yes; 1 - alpha is that of no. In [0, 1]; default 0.25.</param>
    /// <param name="gamma">How much easy answers count less; 0, or at least 1. Default 2.</param>
    public SigmoidFocal(double alpha = 0.25, double gamma = 2)
    {
        if (!(alpha is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha is in [0, 1].");
        }

        RequireGamma(gamma);
        (_alpha, _gamma) = (alpha, gamma);
    }

    /// <inheritdoc/>
    public override bool IsSigmoid => true;

    /// <inheritdoc/>
    public override Tensor PerAnchor(Tensor logits, Tensor labels, Tensor counted)
    {
        Tensor yes = OneHot(labels, logits.shape[2], logits.dtype), no = yes.neg().add(1); // [N, A, K]
        Tensor p = logits.sigmoid();
        Tensor entropy = yes.mul(nn.functional.logsigmoid(logits)).add(no.mul(nn.functional.logsigmoid(logits.neg()))).neg();
        Tensor wrong = yes.mul(p.neg().add(1)).add(no.mul(p)); // 1 - p of the right answer
        Tensor weight = yes.mul(_alpha).add(no.mul(1 - _alpha));
        return wrong.pow(_gamma).mul(weight).mul(entropy).mul(Foreground(logits.shape[2], logits.device)).sum(2);
    }
}
