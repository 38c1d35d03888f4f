using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Torch.Sampling;

/// <summary>Positives balanced by object and negatives by IoU: Libra R-CNN's combination (Pang et al. 2019).</summary>
public sealed class CombinedSampler : IAnchorSampler
{
    private readonly SampleSize _size;
    private readonly int _bins;

    /// <summary>A sampler.</summary>
    /// <param name="count">Positives and negatives together, at least 1.</param>
    /// <param name="positiveShare">Of them positives at most, in [0, 1].</param>
    /// <param name="bins">Parts of the range of IoU, 1 to 100.</param>
    public CombinedSampler(int count = 256, double positiveShare = 0.5, int bins = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 100);
        (_size, _bins) = (new SampleSize(count, positiveShare).Checked(), bins);
    }

    /// <inheritdoc/>
    public void Sample(Span<int> matches, ReadOnlySpan<float> bestIou, ref RandomStream random)
    {
        int positives = InstanceBalancedSampler.Balance(matches, _size.Positives, ref random);
        IouBalancedSampler.Balance(matches, bestIou, _size.Count - positives, _bins, ref random);
    }
}
