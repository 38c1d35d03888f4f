using System.Numerics;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Matching;

/// <summary>How much one box shares with every anchor, a vector of anchors at a time.</summary>
internal static class AnchorOverlaps
{
    /// <summary>[A]: IoU of each anchor with <paramref name="box"/>, or the share of the anchor that lies in the box.</summary>
    public static void Fill(AnchorSet anchors, BoxXyxy box, Span<float> overlaps, bool shareOfAnchor)
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
