using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>The weights of the gradient-harmonising mechanism: 1 / (size of the value's bin * bins in use), 0 for what is not valid.</summary>
internal static class HarmonisedWeights
{
    public static int Check(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1000);
        return bins;
    }

    /// <param name="norms">Gradient norms in [0, 1], any shape, without gradient.</param>
    /// <param name="valid">1 or 0, the same shape.</param>
    /// <param name="bins">Parts of [0, 1]; the last holds 1 too.</param>
    /// <returns>The same shape; the sum is 1 where anything is valid.</returns>
    public static Tensor Of(Tensor norms, Tensor valid, int bins)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = norms.mul(0);
        int used = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            Tensor inside = norms.ge((double)bin / bins).to(norms.dtype).mul(valid);
            if (bin < bins - 1)
            {
                inside = inside.mul(norms.lt((bin + 1.0) / bins).to(norms.dtype));
            }

            double count = inside.sum().item<float>();
            if (count > 0)
            {
                used++;
                weights = weights.add(inside.mul(1 / count));
            }
        }

        return weights.div(Math.Max(1, used)).MoveToOuterDisposeScope();
    }
}
