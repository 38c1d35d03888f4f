using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>
/// Gradient-harmonised classification (Li, Liu and Wang 2019, section 3.2): binary cross-entropy in which every bin of gradient
/// norms counts alike. Without the paper's moving average: each batch counts for itself.
/// </summary>
public sealed class GhmC : ClassLoss
{
    private readonly int _bins;

    /// <summary>A loss.</summary>
    /// <param name="bins">Parts of [0, 1], 1 to 1,000. Default 10.</param>
    public GhmC(int bins = 10) => _bins = HarmonisedWeights.Check(bins);

    /// <inheritdoc/>
    public override bool IsSigmoid => true;

    /// <inheritdoc/>
    public override bool IsMean => true;

    /// <inheritdoc/>
    public override Tensor PerAnchor(Tensor logits, Tensor labels, Tensor counted)
    {
        Tensor yes = OneHot(labels, logits.shape[2], logits.dtype); // [N, A, K]
        Tensor entropy = yes.mul(nn.functional.logsigmoid(logits)).add(yes.neg().add(1).mul(nn.functional.logsigmoid(logits.neg()))).neg();
        Tensor valid = counted.to(logits.dtype).unsqueeze(2).mul(Foreground(logits.shape[2], logits.device)); // [N, A, K]
        Tensor weights = HarmonisedWeights.Of(logits.sigmoid().sub(yes).abs().detach(), valid, _bins);
        return entropy.mul(weights).sum(2);
    }
}
