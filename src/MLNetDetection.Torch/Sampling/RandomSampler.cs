using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Torch.Sampling;

/// <summary>Random positives up to their share, and random negatives to fill up (Faster R-CNN, Ren et al. 2015, section 3.1.3).</summary>
public sealed class RandomSampler : IAnchorSampler
{
    private readonly SampleSize _size;

    /// <summary>A sampler.</summary>
    public RandomSampler(int count = 256, double positiveShare = 0.5) => _size = new SampleSize(count, positiveShare).Checked();

    /// <inheritdoc/>
    public void Sample(Span<int> matches, ReadOnlySpan<float> bestIou, ref RandomStream random)
    {
        List<int> positives = AnchorChoice.Positives(matches);
        AnchorChoice.Keep(matches, positives, _size.Positives, ref random);
        AnchorChoice.Keep(matches, AnchorChoice.Negatives(matches), _size.Count - Math.Min(positives.Count, _size.Positives), ref random);
    }
}
