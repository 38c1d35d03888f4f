using System.Buffers;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Matching;

/// <summary>Gives anchors to objects by one of the rules of <see cref="MatchingKind"/> (Liu et al. 2016, section 2.2).</summary>
/// <remarks>
/// Difficult and crowd objects get no anchor; anchors that lie in one are not counted as background either. Equal IoUs go
/// to the lower object, then the lower anchor. Stateless: any number of threads may share one.
/// </remarks>
public sealed class AnchorMatcher
{
    /// <summary>The anchor is background.</summary>
    public const int Background = -1;

    /// <summary>The anchor is neither background nor an object: it takes no part in the loss.</summary>
    public const int NotCounted = -2;

    private readonly MatcherOptions _options;

    /// <summary>A matcher with given thresholds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A threshold outside its range.</exception>
    public AnchorMatcher(MatcherOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>Matches the anchors of one image.</summary>
    /// <param name="anchors">A anchors, pixels of the network's input.</param>
    /// <param name="objects">The image's objects, boxes in the same pixels; may be empty. Boxes without area get no anchor.</param>
    /// <param name="matches">[A]: receives an index into <paramref name="objects"/>, or <see cref="Background"/>, or <see cref="NotCounted"/>.</param>
    /// <param name="bestIou">[A], or empty: receives each anchor's best IoU with an object that counts.</param>
    public void Match(AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches, Span<float> bestIou = default)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(objects);
        if (matches.Length != anchors.Count)
        {
            throw new ArgumentException($"{anchors.Count} anchors need as many places, not {matches.Length}.", nameof(matches));
        }

        if (bestIou.Length != anchors.Count && bestIou.Length != 0)
        {
            throw new ArgumentException($"{anchors.Count} anchors need as many places, not {bestIou.Length}.", nameof(bestIou));
        }

        matches.Fill(Background);
        float[] bestRow = ArrayPool<float>.Shared.Rent(anchors.Count);
        float[] row = ArrayPool<float>.Shared.Rent(anchors.Count);
        try
        {
            Span<float> best = bestRow.AsSpan(0, anchors.Count), ious = row.AsSpan(0, anchors.Count);
            switch (_options.Kind)
            {
                case MatchingKind.Bipartite:
                    ByThreshold(anchors, objects, matches, best, ious);
                    OneAnchorEach(anchors, objects, matches, ious);
                    break;
                case MatchingKind.BestAnchorOverride:
                    ByThreshold(anchors, objects, matches, best, ious);
                    BestAnchors(anchors, objects, matches, ious, 0, false);
                    break;
                default:
                    MaxIou(anchors, objects, matches, best, ious);
                    break;
            }

            if (bestIou.Length > 0)
            {
                best.CopyTo(bestIou);
            }

            if (_options.Kind != MatchingKind.MaxIou)
            {
                SetAsideIgnored(anchors, objects, matches, ious);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(bestRow);
            ArrayPool<float>.Shared.Return(row);
        }
    }

    private static bool Counts(AnnotatedObject item) => !item.Difficult && !item.IsCrowd && item.Box.IsProper;

    private void ByThreshold(AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches, Span<float> best, Span<float> ious)
    {
        best.Clear();
        for (int o = 0; o < objects.Count; o++)
        {
            if (!Counts(objects[o]))
            {
                continue;
            }

            AnchorOverlaps.Fill(anchors, objects[o].Box, ious, shareOfAnchor: false);
            for (int a = 0; a < ious.Length; a++)
            {
                if (ious[a] > best[a])
                {
                    best[a] = ious[a];
                    matches[a] = o;
                }
            }
        }

        float positive = (float)_options.PositiveIou, negative = (float)_options.NegativeIou;
        for (int a = 0; a < matches.Length; a++)
        {
            if (best[a] < positive)
            {
                matches[a] = best[a] < negative ? Background : NotCounted;
            }
        }
    }

    // An object takes its best anchor, or all that are as good, from IoU minimum on; a later object over an earlier one.
    private static void BestAnchors(
        AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches, Span<float> ious, float minimum, bool allBest)
    {
        for (int o = 0; o < objects.Count && ious.Length > 0; o++)
        {
            if (!Counts(objects[o]))
            {
                continue;
            }

            AnchorOverlaps.Fill(anchors, objects[o].Box, ious, shareOfAnchor: false);
            int first = IndexOfLargest(ious);
            float best = ious[first];
            if (best < minimum)
            {
                continue;
            }

            matches[first] = o;
            for (int a = first + 1; allBest && a < ious.Length; a++)
            {
                if (ious[a] == best)
                {
                    matches[a] = o;
                }
            }
        }
    }

    // What lies in an ignored object takes no part at all, as in mmdetection.
    private void MaxIou(AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches, Span<float> best, Span<float> ious)
    {
        ByThreshold(anchors, objects, matches, best, ious);
        if (_options.LowQuality)
        {
            // An IoU of 0 is no match, whatever the minimum: it would give every anchor of the picture to the object.
            BestAnchors(anchors, objects, matches, ious, Math.Max((float)_options.MinimumIou, float.Epsilon), _options.AllBest);
        }

        foreach (AnnotatedObject item in objects)
        {
            if (!(item.Difficult || item.IsCrowd) || !item.Box.IsProper)
            {
                continue;
            }

            AnchorOverlaps.Fill(anchors, item.Box, ious, shareOfAnchor: true);
            for (int a = 0; a < ious.Length; a++)
            {
                if (ious[a] >= (float)_options.IgnoreOverlap)
                {
                    matches[a] = NotCounted;
                }
            }
        }
    }

    // Rows are recomputed instead of kept: an object loses its best anchor to another one only now and then.
    private static void OneAnchorEach(AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches, Span<float> ious)
    {
        var waiting = new List<(int Object, int Anchor, float Iou)>(objects.Count);
        var taken = new HashSet<int>();
        for (int o = 0; o < objects.Count; o++)
        {
            if (Counts(objects[o]))
            {
                waiting.Add(BestFree(anchors, objects, o, taken, ious));
            }
        }

        while (waiting.Count > 0)
        {
            int next = 0;
            for (int w = 1; w < waiting.Count; w++)
            {
                if (waiting[w].Iou > waiting[next].Iou)
                {
                    next = w;
                }
            }

            (int item, int anchor, float iou) = waiting[next];
            if (!(iou > 0))
            {
                return; // what is left overlaps no free anchor
            }

            if (taken.Add(anchor))
            {
                matches[anchor] = item;
                waiting.RemoveAt(next);
            }
            else
            {
                waiting[next] = BestFree(anchors, objects, item, taken, ious);
            }
        }
    }

    private static (int Object, int Anchor, float Iou) BestFree(
        AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, int item, HashSet<int> taken, Span<float> ious)
    {
        AnchorOverlaps.Fill(anchors, objects[item].Box, ious, shareOfAnchor: false);
        foreach (int anchor in taken)
        {
            ious[anchor] = -1;
        }

        int best = IndexOfLargest(ious);
        return (item, best, ious.Length > 0 ? ious[best] : 0);
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }

    private void SetAsideIgnored(AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches, Span<float> shares)
    {
        foreach (AnnotatedObject item in objects)
        {
            if (!(item.Difficult || item.IsCrowd) || !item.Box.IsProper)
            {
                continue;
            }

            AnchorOverlaps.Fill(anchors, item.Box, shares, shareOfAnchor: true);
            for (int a = 0; a < shares.Length; a++)
            {
                if (matches[a] == Background && shares[a] >= (float)_options.IgnoreOverlap)
                {
                    matches[a] = NotCounted;
                }
            }
        }
    }
}
