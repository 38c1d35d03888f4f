using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// Joins what overlapping windows of one picture found: greedy suppression between windows, never within one, where suppression has
/// been. The sliced inference of Akyon et al. 2022 (https://arxiv.org/abs/2202.06934), with regard to where a border cut an object.
/// </summary>
/// <remarks>
/// A box that reaches an inner border of its window is taken for cut there. It ranks by half its score, so that the whole
/// object, seen by another window, goes before its part; and it goes where enough of it lies in what is kept (<see cref="OverlapMeasure"/>).
/// </remarks>
public static class TileSuppression
{
    /// <summary>The detections that stay, best first, with boxes and scores as they were; equal scores in the order of the windows.</summary>
    /// <param name="tiles">May be empty.</param>
    /// <param name="width">Of the picture, pixels: its own edges cut nothing.</param>
    /// <param name="height">Of the picture, pixels.</param>
    /// <param name="threshold">In [0, 1]: a box goes where it overlaps a kept one of another window by more.</param>
    /// <param name="measure">Of the overlap of boxes that a border cut; others go by IoU.</param>
    /// <param name="classAgnostic">True lets a box suppress those of other classes too.</param>
    /// <param name="maximum">Detections at most; at least 1.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static Detection[] Merge(
        IReadOnlyList<TileDetections> tiles, int width, int height, double threshold = 0.5, OverlapMeasure measure = OverlapMeasure.IntersectionOverSmaller,
        bool classAgnostic = false, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        if (!(threshold is >= 0 and <= 1) || !Enum.IsDefined(measure))
        {
            throw new ArgumentException($"A threshold of {threshold} or a measure of {measure}; the one is in [0, 1], the other a known one.", nameof(threshold));
        }

        IEnumerable<Candidate> candidates = tiles.SelectMany((tile, at) => tile.Detections.Select(found => new Candidate(found, at, IsCut(found.Box, tile.Window, width, height))));
        var kept = tiles.Select(_ => new List<Candidate>()).ToArray();
        foreach (Candidate candidate in candidates.OrderByDescending(candidate => candidate.Rank))
        {
            if (!IsSuppressed(candidate))
            {
                kept[candidate.Tile].Add(candidate);
            }
        }

        return [.. kept.SelectMany(list => list).Select(candidate => candidate.Found).OrderByDescending(found => found.Score).Take(maximum)];

        // Only windows that the box reaches into can hold what overlaps it.
        bool IsSuppressed(Candidate candidate)
        {
            for (int other = 0; other < kept.Length; other++)
            {
                if (other != candidate.Tile && Touches(candidate.Found.Box, tiles[other].Window)
                    && kept[other].Exists(better => (classAgnostic || better.Found.ClassId == candidate.Found.ClassId) && Overlaps(candidate, better)))
                {
                    return true;
                }
            }

            return false;
        }

        bool Overlaps(Candidate candidate, Candidate better) => candidate.IsCut && measure == OverlapMeasure.IntersectionOverSmaller
            ? OverSmaller(candidate.Found.Box, better.Found.Box) > threshold
            : candidate.Found.Box.IntersectionOverUnion(better.Found.Box) > threshold;
    }

    // A network draws the edge of a cut object near the border, not on it.
    private static bool IsCut(BoxXyxy box, BoxXyxy window, int width, int height)
    {
        const float Share = 0.05f;
        float across = Share * window.Width, down = Share * window.Height;
        return (window.X1 > 0 && box.X1 < window.X1 + across) || (window.X2 < width && box.X2 > window.X2 - across)
            || (window.Y1 > 0 && box.Y1 < window.Y1 + down) || (window.Y2 < height && box.Y2 > window.Y2 - down);
    }

    private static bool Touches(BoxXyxy box, BoxXyxy window) => box.X1 < window.X2 && box.X2 > window.X1 && box.Y1 < window.Y2 && box.Y2 > window.Y1;

    private static float OverSmaller(BoxXyxy a, BoxXyxy b)
    {
        float width = Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1), height = Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1);
        float smaller = Math.Min(a.Area, b.Area);
        return width > 0 && height > 0 && smaller > 0 ? width * height / smaller : 0;
    }

    private readonly record struct Candidate(Detection Found, int Tile, bool IsCut)
    {
        public float Rank => IsCut ? Found.Score / 2 : Found.Score;
    }
}
