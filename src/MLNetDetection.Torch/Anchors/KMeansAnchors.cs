using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Anchors;

/// <summary>
/// Anchor shapes from data: k-means over widths and heights with the distance 1 - IoU of boxes laid on one centre (YOLOv2, Redmon
/// and Farhadi 2017, section 2). The same boxes and seed give the same shapes.
/// </summary>
public static class KMeansAnchors
{
    /// <summary>Finds shapes.</summary>
    /// <param name="boxes">The objects' boxes, scaled to the network's input; those without area are left out.</param>
    /// <param name="inputWidth">Pixels of the network's input.</param>
    /// <param name="inputHeight">Pixels.</param>
    /// <param name="count">Shapes wanted, at least 1.</param>
    /// <param name="seed">Of the start (k-means++).</param>
    /// <param name="rounds">Rounds at most, at least 1.</param>
    /// <returns>The shapes by area, smallest first; fewer where there are fewer different boxes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public static IReadOnlyList<AnchorShape> Find(
        IEnumerable<BoxXyxy> boxes, int inputWidth, int inputHeight, int count, int seed = 0, int rounds = 100)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputHeight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        AnchorShape[] sides = [.. boxes.Where(box => box.IsProper).Select(box => new AnchorShape(box.Width, box.Height))];
        List<AnchorShape> centres = Start(sides, count, seed);
        var nearest = new int[sides.Length];
        for (int round = 0; round < rounds && centres.Count > 0; round++)
        {
            if (!Assign(sides, centres, nearest) && round > 0)
            {
                break;
            }

            Move(sides, centres, nearest);
        }

        return [.. centres.OrderBy(c => c.Width * c.Height).Select(c => new AnchorShape(c.Width / inputWidth, c.Height / inputHeight))];
    }

    /// <summary>IoU of two shapes laid on one centre, in [0, 1].</summary>
    internal static double Overlap(AnchorShape a, AnchorShape b)
    {
        double shared = Math.Min(a.Width, b.Width) * Math.Min(a.Height, b.Height);
        return shared / (a.Width * a.Height + b.Width * b.Height - shared);
    }

    // k-means++: each next centre is drawn by its squared distance to those there are.
    private static List<AnchorShape> Start(AnchorShape[] sides, int count, int seed)
    {
        var centres = new List<AnchorShape>();
        if (sides.Length == 0)
        {
            return centres;
        }

        var random = new RandomStream(seed);
        centres.Add(sides[random.NextInt(sides.Length)]);
        var distances = new double[sides.Length];
        while (centres.Count < count)
        {
            double sum = 0;
            for (int i = 0; i < sides.Length; i++)
            {
                double distance = 1 - centres.Max(centre => Overlap(sides[i], centre));
                sum += distances[i] = distance * distance;
            }

            if (!(sum > 1e-12))
            {
                break; // every box is a centre already
            }

            double drawn = random.NextDouble() * sum;
            int chosen = 0;
            for (; chosen < sides.Length - 1 && drawn >= distances[chosen]; chosen++)
            {
                drawn -= distances[chosen];
            }

            centres.Add(sides[chosen]);
        }

        return centres;
    }

    private static bool Assign(AnchorShape[] sides, List<AnchorShape> centres, int[] nearest)
    {
        bool changed = false;
        for (int i = 0; i < sides.Length; i++)
        {
            int best = 0;
            for (int c = 1; c < centres.Count; c++)
            {
                best = Overlap(sides[i], centres[c]) > Overlap(sides[i], centres[best]) ? c : best;
            }

            changed |= nearest[i] != best;
            nearest[i] = best;
        }

        return changed;
    }

    private static void Move(AnchorShape[] sides, List<AnchorShape> centres, int[] nearest)
    {
        for (int c = 0; c < centres.Count; c++)
        {
            AnchorShape[] own = [.. sides.Where((_, i) => nearest[i] == c)];
            if (own.Length > 0)
            {
                centres[c] = new AnchorShape(own.Average(s => s.Width), own.Average(s => s.Height));
            }
        }
    }
}
