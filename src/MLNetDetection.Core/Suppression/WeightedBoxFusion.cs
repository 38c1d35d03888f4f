using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// Joins what several views or models found in one picture (Solovyev et al. 2021, https://arxiv.org/abs/1910.13302): boxes of one
/// class that overlap become their mean weighted by score, whose score is their sum over the number of views. What one view
/// alone saw thus counts little.
/// </summary>
public static class WeightedBoxFusion
{
    /// <summary>The joined detections, best first; equal scores in the order in which they were found.</summary>
    /// <param name="views">What each view found, boxes in the same pixels; at least one.</param>
    /// <param name="iouThreshold">In [0, 1]: a box joins the group of its class that it overlaps most, where that is over this. 0.55 in the paper.</param>
    /// <param name="maximum">Detections at most; at least 1.</param>
    /// <exception cref="ArgumentException">No view, or a value out of range.</exception>
    public static Detection[] Fuse(IReadOnlyList<IReadOnlyList<Detection>> views, double iouThreshold = 0.55, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        if (views.Count == 0 || !(iouThreshold is >= 0 and <= 1))
        {
            throw new ArgumentException(
                $"Fusion needs at least one view and a threshold in [0, 1]; there are {views.Count} and {iouThreshold}.", nameof(views));
        }

        var groups = new List<Group>();
        foreach (Detection found in views.SelectMany(view => view).OrderByDescending(found => found.Score))
        {
            Group? nearest = null;
            double best = iouThreshold;
            foreach (Group group in groups)
            {
                if (group.ClassId == found.ClassId && group.Box.IntersectionOverUnion(found.Box) is float overlap && overlap > best)
                {
                    (nearest, best) = (group, overlap);
                }
            }

            if (nearest is null)
            {
                groups.Add(nearest = new Group(found.ClassId));
            }

            nearest.Add(found);
        }

        return [.. groups.Select(group => group.Fused(views.Count)).OrderByDescending(fused => fused.Score).Take(maximum)];
    }

    private sealed class Group(int classId)
    {
        private double _x1, _y1, _x2, _y2, _weight;
        private int _count;

        public int ClassId => classId;

        public BoxXyxy Box { get; private set; }

        public void Add(Detection found)
        {
            double score = found.Score;
            (_x1, _y1, _x2, _y2) = (_x1 + score * found.Box.X1, _y1 + score * found.Box.Y1, _x2 + score * found.Box.X2, _y2 + score * found.Box.Y2);
            _weight += score;
            _count++;
            Box = _weight > 0 ? new BoxXyxy((float)(_x1 / _weight), (float)(_y1 / _weight), (float)(_x2 / _weight), (float)(_y2 / _weight)) : found.Box;
        }

        // More boxes than views, two of one view: their mean, so that the score stays one.
        public Detection Fused(int views) => new(Box, classId, (float)(_weight / Math.Max(views, _count)));
    }
}
