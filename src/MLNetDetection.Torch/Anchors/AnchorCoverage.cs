using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Anchors;

/// <summary>How well a set of anchors covers the objects of a data set: each object's best IoU with any anchor.</summary>
public sealed record AnchorCoverage
{
    /// <summary>COCO's limits of small and medium, as lengths of the side of a square, pixels of the network's input.</summary>
    private static readonly float[] _sides = [32, 96, float.PositiveInfinity];

    private AnchorCoverage(IReadOnlyList<float> bestIous, IReadOnlyList<AnchorCoverageSize> bySize, double mean)
    {
        (BestIous, BySize, Mean) = (bestIous, bySize, mean);
    }

    /// <summary>Per object, in order: the largest IoU with an anchor; 0 for a box without area.</summary>
    public IReadOnlyList<float> BestIous { get; }

    /// <summary>Objects under 32 x 32 pixels, under 96 x 96, and larger ones.</summary>
    public IReadOnlyList<AnchorCoverageSize> BySize { get; }

    /// <summary>Mean of <see cref="BestIous"/>, 0 without objects.</summary>
    public double Mean { get; }

    /// <summary>Measures.</summary>
    /// <param name="anchors">Pixels of the network's input.</param>
    /// <param name="boxes">The objects' boxes, scaled to the network's input; may be empty.</param>
    public static AnchorCoverage Measure(AnchorSet anchors, IEnumerable<BoxXyxy> boxes)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(boxes);
        var ious = new float[anchors.Count];
        var best = new List<float>();
        var groups = _sides.Select(_ => new List<float>()).ToArray();
        foreach (BoxXyxy box in boxes)
        {
            float largest = 0;
            if (box.IsProper)
            {
                Matching.AnchorOverlaps.Fill(anchors, box, ious, shareOfAnchor: false);
                foreach (float iou in ious)
                {
                    largest = Math.Max(largest, iou);
                }
            }

            best.Add(largest);
            groups[Array.FindIndex(_sides, side => box.Area < side * side)].Add(largest);
        }

        return new AnchorCoverage(
            best,
            [.. groups.Select((group, i) => new AnchorCoverageSize(
                _sides[i], group.Count, group.Count == 0 ? 0 : group.Average(), group.Count(iou => iou >= 0.5f)))],
            best.Count == 0 ? 0 : best.Average());
    }
}
