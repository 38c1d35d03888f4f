namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>One image's objects, its detections with the best first, and the IoU of each pair; over a crowd, its share of the detection.</summary>
internal sealed class ImageOverlaps
{
    /// <summary>A detection that matched no object.</summary>
    public const int None = -1;

    /// <summary>A detection beyond the limit of its image and class.</summary>
    public const int LeftOut = -2;

    private readonly double[] _iou;

    public ImageOverlaps(IReadOnlyList<GroundTruthBox> truths, IReadOnlyList<DetectionBox> detections)
    {
        Truths = [.. truths];

        // OrderBy is stable: equal scores keep their order, as in pycocotools and tidecv.
        Detections = [.. detections.OrderByDescending(item => item.Score)];
        _iou = new double[Truths.Length * Detections.Length];
        int at = 0;
        foreach (DetectionBox detection in Detections)
        {
            foreach (GroundTruthBox truth in Truths)
            {
                _iou[at++] = Overlap(detection, truth);
            }
        }
    }

    public GroundTruthBox[] Truths { get; }

    public DetectionBox[] Detections { get; }

    public double Iou(int detection, int truth) => _iou[(detection * Truths.Length) + truth];

    /// <summary>True where finding or missing the object does not count.</summary>
    public bool IsNeutral(int truth) => Truths[truth].IsCrowd || Truths[truth].IsDifficult;

    public bool SameClass(int detection, int truth) => Detections[detection].ClassId == Truths[truth].ClassId;

    /// <summary>For each detection the object that COCO's evaluation matches it to, or None or LeftOut.</summary>
    public int[] Match(double threshold, int maximumPerClass)
    {
        // pycocotools takes an IoU of 1 - 1e-10 for a threshold of 1.
        double least = Math.Min(threshold, 1 - 1e-10);
        int[] order = [.. Enumerable.Range(0, Truths.Length).OrderBy(IsNeutral)];
        bool[] taken = new bool[Truths.Length];
        int[] matches = new int[Detections.Length];
        Dictionary<int, int> seen = [];
        for (int d = 0; d < matches.Length; d++)
        {
            int rank = seen.GetValueOrDefault(Detections[d].ClassId);
            seen[Detections[d].ClassId] = rank + 1;
            matches[d] = rank < maximumPerClass ? MatchOne(d, order, taken, least) : LeftOut;
            if (matches[d] >= 0)
            {
                taken[matches[d]] = true;
            }
        }

        return matches;
    }

    private static double Overlap(in DetectionBox d, in GroundTruthBox g)
    {
        double width = Math.Min(d.X + d.Width, g.X + g.Width) - Math.Max(d.X, g.X);
        double height = Math.Min(d.Y + d.Height, g.Y + g.Height) - Math.Max(d.Y, g.Y);
        if (!(width > 0 && height > 0))
        {
            return 0;
        }

        double shared = width * height, own = d.Width * d.Height;
        return shared / (g.IsCrowd ? own : own + (g.Width * g.Height) - shared);
    }

    private int MatchOne(int detection, int[] order, bool[] taken, double best)
    {
        int match = None;
        foreach (int g in order)
        {
            if (!SameClass(detection, g) || (taken[g] && !Truths[g].IsCrowd))
            {
                continue;
            }

            // Neutral objects come last: once a counted one matches, none of them is looked at.
            if (match >= 0 && !IsNeutral(match) && IsNeutral(g))
            {
                break;
            }

            if (Iou(detection, g) >= best)
            {
                best = Iou(detection, g);
                match = g;
            }
        }

        return match;
    }
}
