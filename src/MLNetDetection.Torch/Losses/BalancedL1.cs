using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>Balanced L1 of Libra R-CNN (Pang et al. 2019, equation 6): near boxes count more than under smooth L1.</summary>
public sealed class BalancedL1 : BoxLoss
{
    private readonly double _alpha;
    private readonly double _gamma;
    private readonly double _beta;

    /// <summary>A loss.</summary>
    /// <param name="alpha">Over 0. Default 0.5.</param>
    /// <param name="gamma">The gradient beyond beta; over 0. Default 1.5.</param>
    /// <param name="beta">Where the forms meet; over 0. Default 1.</param>
    public BalancedL1(double alpha = 0.5, double gamma = 1.5, double beta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gamma);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        (_alpha, _gamma, _beta) = (alpha, gamma, beta);
    }

    /// <inheritdoc/>
    public override Tensor PerBox(Tensor predicted, Tensor wanted)
    {
        double b = Math.Exp(_gamma / _alpha) - 1; // makes the gradients meet: alpha log(b + 1) = gamma
        Tensor difference = predicted.sub(wanted).abs();
        Tensor inner = difference.mul(b).add(1).mul(_alpha / b).mul(difference.mul(b / _beta).add(1).log()).sub(difference.mul(_alpha));
        Tensor outer = difference.mul(_gamma).add(_gamma / b - _alpha * _beta);
        return inner.where(difference.lt(_beta), outer).sum(1);
    }
}
