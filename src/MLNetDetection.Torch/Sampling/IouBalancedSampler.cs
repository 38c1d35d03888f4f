using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Matching;

namespace MLNetDetection.Torch.Sampling;

/// <summary>
/// Negatives in equal number from each part of the range of IoU, filled up at random (Libra R-CNN, Pang et al. 2019, section
/// 3.1), so that hard ones are seen; random positives.
/// </summary>
public sealed class IouBalancedSampler : IAnchorSampler
{
    private readonly SampleSize _size;
    private readonly int _bins;

    /// <summary>A sampler.</summary>
    /// <param name="count">Positives and negatives together, at least 1.</param>
    /// <param name="positiveShare">Of them positives at most, in [0, 1].</param>
    /// <param name="bins">Parts of the range from 0 to the image's largest IoU of a negative, 1 to 100. Default 3.</param>
    public IouBalancedSampler(int count = 256, double positiveShare = 0.5, int bins = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 100);
        (_size, _bins) = (new SampleSize(count, positiveShare).Checked(), bins);
    }

    /// <inheritdoc/>
    public void Sample(Span<int> matches, ReadOnlySpan<float> bestIou, ref RandomStream random)
    {
        List<int> positives = AnchorChoice.Positives(matches);
        AnchorChoice.Keep(matches, positives, _size.Positives, ref random);
        Balance(matches, bestIou, _size.Count - Math.Min(positives.Count, _size.Positives), _bins, ref random);
    }

    internal static void Balance(Span<int> matches, ReadOnlySpan<float> bestIou, int wanted, int bins, ref RandomStream random)
    {
        List<int> all = AnchorChoice.Negatives(matches);
        if (all.Count <= wanted)
        {
            return;
        }

        float largest = 0;
        foreach (int anchor in all)
        {
            largest = Math.Max(largest, bestIou[anchor]);
        }

        var parts = new List<int>[bins];
        for (int i = 0; i < bins; i++)
        {
            parts[i] = [];
        }

        foreach (int anchor in all)
        {
            parts[largest > 0 ? Math.Min(bins - 1, (int)(bestIou[anchor] / largest * bins)) : 0].Add(anchor);
        }

        var chosen = new HashSet<int>();
        foreach (List<int> part in parts)
        {
            chosen.UnionWith(part.GetRange(0, AnchorChoice.ToFront(part, wanted / bins, ref random)));
        }

        List<int> rest = [.. all.Where(anchor => !chosen.Contains(anchor))];
        AnchorChoice.Keep(matches, rest, wanted - chosen.Count, ref random);
    }
}
