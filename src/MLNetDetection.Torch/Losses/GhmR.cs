using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>
/// Gradient-harmonised regression (Li, Liu and Wang 2019, section 3.3): sqrt(d^2 + mu^2) - mu of each delta's difference d, every
/// bin of gradient norms counting alike. Without the paper's moving average.
/// </summary>
public sealed class GhmR : BoxLoss
{
    private readonly double _mu;
    private readonly int _bins;

    /// <summary>A loss.</summary>
    /// <param name="mu">Where squared turns to absolute; over 0. Default 0.02.</param>
    /// <param name="bins">Parts of [0, 1], 1 to 1,000. Default 10.</param>
    public GhmR(double mu = 0.02, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mu);
        (_mu, _bins) = (mu, HarmonisedWeights.Check(bins));
    }

    /// <inheritdoc/>
    public override bool IsMean => true;

    /// <inheritdoc/>
    public override Tensor PerBox(Tensor predicted, Tensor wanted)
    {
        Tensor difference = predicted.sub(wanted); // [P, 4]
        Tensor length = difference.pow(2).add(_mu * _mu).pow(0.5);
        Tensor norms = difference.abs().div(length).detach();
        Tensor weights = HarmonisedWeights.Of(norms, norms.mul(0).add(1), _bins);
        return length.add(-_mu).clamp(0).mul(weights).sum(1);
    }
}
