using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Matching;

namespace MLNetDetection.Torch.Sampling;

/// <summary>
/// Positives in equal number from each object, filled up at random (Libra R-CNN, Pang et al. 2019; mmdetection's
/// InstanceBalancedPosSampler); random negatives.
/// </summary>
public sealed class InstanceBalancedSampler : IAnchorSampler
{
    private readonly SampleSize _size;

    /// <summary>A sampler.</summary>
    public InstanceBalancedSampler(int count = 256, double positiveShare = 0.5) => _size = new SampleSize(count, positiveShare).Checked();

    /// <inheritdoc/>
    public void Sample(Span<int> matches, ReadOnlySpan<float> bestIou, ref RandomStream random)
    {
        int positives = Balance(matches, _size.Positives, ref random);
        AnchorChoice.Keep(matches, AnchorChoice.Negatives(matches), _size.Count - positives, ref random);
    }

    internal static int Balance(Span<int> matches, int wanted, ref RandomStream random)
    {
        List<int> all = AnchorChoice.Positives(matches);
        if (all.Count <= wanted)
        {
            return all.Count;
        }

        var chosen = new HashSet<int>();
        var byObject = new SortedDictionary<int, List<int>>();
        foreach (int anchor in all)
        {
            (byObject.TryGetValue(matches[anchor], out List<int>? own) ? own : byObject[matches[anchor]] = []).Add(anchor);
        }

        int each = (int)Math.Round(wanted / (double)byObject.Count) + 1;
        foreach (List<int> own in byObject.Values)
        {
            chosen.UnionWith(own.GetRange(0, AnchorChoice.ToFront(own, each, ref random)));
        }

        List<int> order = [.. all.Where(chosen.Contains)];
        List<int> rest = [.. all.Where(anchor => !chosen.Contains(anchor))];
        AnchorChoice.ToFront(order, order.Count, ref random);
        AnchorChoice.ToFront(rest, rest.Count, ref random);
        foreach (int anchor in order.Concat(rest).Skip(wanted))
        {
            matches[anchor] = AnchorMatcher.NotCounted;
        }

        return wanted;
    }
}
