using System.Buffers;
using System.Numerics;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Matching;

/// <summary>
/// Gives anchors to objects: first one anchor to each object, best pair first over the whole IoU matrix (greedy bipartite,
/// Liu et al. 2016, section 2.2), then every other anchor to the object it overlaps most, if by enough.
/// </summary>
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
    public void Match(AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(objects);
        if (matches.Length != anchors.Count)
        {
            throw new ArgumentException($"{anchors.Count} anchors need as many places, not {matches.Length}.", nameof(matches));
        }

        matches.Fill(Background);
        float[] bestIou = ArrayPool<float>.Shared.Rent(anchors.Count);
        float[] row = ArrayPool<float>.Shared.Rent(anchors.Count);
        try
        {
            Span<float> best = bestIou.AsSpan(0, anchors.Count), ious = row.AsSpan(0, anchors.Count);
            ByThreshold(anchors, objects, matches, best, ious);
            OneAnchorEach(anchors, objects, matches, ious);
            SetAsideIgnored(anchors, objects, matches, ious);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(bestIou);
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

            Overlaps(anchors, objects[o].Box, ious, shareOfAnchor: false);
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
        Overlaps(anchors, objects[item].Box, ious, shareOfAnchor: false);
        foreach (int anchor in taken)
        {
            ious[anchor] = -1;
        }

        int best = 0;
        for (int a = 1; a < ious.Length; a++)
        {
            if (ious[a] > ious[best])
            {
                best = a;
            }
        }

        return (item, best, ious.Length > 0 ? ious[best] : 0);
    }

    private void SetAsideIgnored(AnchorSet anchors, IReadOnlyList<AnnotatedObject> objects, Span<int> matches, Span<float> shares)
    {
        foreach (AnnotatedObject item in objects)
        {
            if (!(item.Difficult || item.IsCrowd) || !item.Box.IsProper)
            {
                continue;
            }

            Overlaps(anchors, item.Box, shares, shareOfAnchor: true);
            for (int a = 0; a < shares.Length; a++)
            {
                if (matches[a] == Background && shares[a] >= (float)_options.IgnoreOverlap)
                {
                    matches[a] = NotCounted;
                }
            }
        }
    }

    /// <summary>[A]: IoU of each anchor with <paramref name="box"/>, or the share of the anchor that lies in the box.</summary>
    private static void Overlaps(AnchorSet anchors, BoxXyxy box, Span<float> overlaps, bool shareOfAnchor)
    {
        Vector<float> x1 = new(box.X1), y1 = new(box.Y1), x2 = new(box.X2), y2 = new(box.Y2), area = new(box.Area);
        int a = 0;
        for (; a <= overlaps.Length - Vector<float>.Count; a += Vector<float>.Count)
        {
            Vector<float> width = Vector.Min(x2, new Vector<float>(anchors.X2s, a)) - Vector.Max(x1, new Vector<float>(anchors.X1s, a));
            Vector<float> height = Vector.Min(y2, new Vector<float>(anchors.Y2s, a)) - Vector.Max(y1, new Vector<float>(anchors.Y1s, a));
            Vector<float> shared = Vector.Max(width, Vector<float>.Zero) * Vector.Max(height, Vector<float>.Zero);
            var anchorArea = new Vector<float>(anchors.Areas, a);
            (shared / (shareOfAnchor ? anchorArea : area + anchorArea - shared)).CopyTo(overlaps[a..]);
        }

        for (; a < overlaps.Length; a++)
        {
            float width = Math.Min(box.X2, anchors.X2s[a]) - Math.Max(box.X1, anchors.X1s[a]);
            float height = Math.Min(box.Y2, anchors.Y2s[a]) - Math.Max(box.Y1, anchors.Y1s[a]);
            float shared = Math.Max(width, 0) * Math.Max(height, 0);
            overlaps[a] = shared / (shareOfAnchor ? anchors.Areas[a] : box.Area + anchors.Areas[a] - shared);
        }
    }
}
