namespace MLNetDetection.Core.Metrics;

/// <summary>Assigns the detections of one image and class to its objects, as pycocotools' evaluateImg. One per thread.</summary>
internal sealed class CocoMatcher(double[] thresholds)
{
    // pycocotools takes an IoU of 1 - 1e-10 for a threshold of 1.
    private readonly double[] _least = [.. thresholds.Select(t => Math.Min(t, 1 - 1e-10))];
    private double[] _overlaps = [];
    private int[] _order = [];
    private int[] _candidates = [];
    private uint[] _taken = [];
    private bool[] _ignored = [];

    /// <summary>
    /// Fills the results of <paramref name="detections"/>, best first, for each area range: bit t says matched, or ignored, at
    /// threshold t. Counts the objects that are not ignored into <paramref name="positives"/>.
    /// </summary>
    public void Match(
        ReadOnlySpan<CocoTruth> truths, ReadOnlySpan<CocoDetection> detections, Span<CocoOutcome> outcomes, Span<int> positives)
    {
        FillOverlaps(truths, detections);
        for (int area = 0; area < CocoAreas.Count; area++)
        {
            positives[area] += Order(truths, area);
            Span<uint> taken = _taken.AsSpan(0, truths.Length);
            taken.Clear();
            for (int d = 0; d < detections.Length; d++)
            {
                (uint matched, uint ignored) = MatchOne(d, truths, taken);
                if (CocoAreas.Outside(area, detections[d].Width * detections[d].Height))
                {
                    ignored |= ~matched;
                }

                outcomes[d][area] = (matched, ignored);
            }
        }
    }

    private static double Overlap(in CocoDetection d, in CocoTruth g)
    {
        double width = Math.Min(d.X + d.Width, g.X + g.Width) - Math.Max(d.X, g.X);
        if (!(width > 0))
        {
            return 0;
        }

        double height = Math.Min(d.Y + d.Height, g.Y + g.Height) - Math.Max(d.Y, g.Y);
        if (!(height > 0))
        {
            return 0;
        }

        // The same operations in the same order as pycocotools' C code, for the same last bit.
        double shared = width * height, own = d.Width * d.Height;
        return shared / (g.IsCrowd ? own : own + (g.Width * g.Height) - shared);
    }

    private void FillOverlaps(ReadOnlySpan<CocoTruth> truths, ReadOnlySpan<CocoDetection> detections)
    {
        int needed = truths.Length * detections.Length;
        if (_overlaps.Length < needed)
        {
            _overlaps = new double[needed * 2];
        }

        if (_order.Length < truths.Length)
        {
            _order = new int[truths.Length * 2];
            _candidates = new int[truths.Length * 2];
            _taken = new uint[truths.Length * 2];
            _ignored = new bool[truths.Length * 2];
        }

        int at = 0;
        for (int d = 0; d < detections.Length; d++)
        {
            for (int g = 0; g < truths.Length; g++)
            {
                _overlaps[at++] = Overlap(detections[d], truths[g]);
            }
        }
    }

    /// <summary>Puts ignored objects last, keeping their order; gives the number of the others.</summary>
    private int Order(ReadOnlySpan<CocoTruth> truths, int area)
    {
        int counted = 0;
        for (int g = 0; g < truths.Length; g++)
        {
            _ignored[g] = truths[g].IsCrowd || truths[g].Ignore || CocoAreas.Outside(area, truths[g].Area);
            if (!_ignored[g])
            {
                _order[counted++] = g;
            }
        }

        for (int g = 0, at = counted; g < truths.Length; g++)
        {
            if (_ignored[g])
            {
                _order[at++] = g;
            }
        }

        return counted;
    }

    private (uint Matched, uint Ignored) MatchOne(int detection, ReadOnlySpan<CocoTruth> truths, Span<uint> taken)
    {
        ReadOnlySpan<double> overlaps = _overlaps.AsSpan(detection * truths.Length, truths.Length);
        int candidates = 0;
        foreach (int g in _order.AsSpan(0, truths.Length))
        {
            if (overlaps[g] >= _least[0])
            {
                _candidates[candidates++] = g;
            }
        }

        uint matched = 0, ignored = 0;
        for (int t = 0; t < _least.Length && candidates > 0; t++)
        {
            double best = _least[t];
            int match = -1;
            uint bit = 1u << t;
            foreach (int g in _candidates.AsSpan(0, candidates))
            {
                // The ignored come last: once a counted object matches, none of them is looked at.
                if (match >= 0 && !_ignored[match] && _ignored[g])
                {
                    break;
                }

                if (overlaps[g] >= best && ((taken[g] & bit) == 0 || truths[g].IsCrowd))
                {
                    best = overlaps[g];
                    match = g;
                }
            }

            if (match >= 0)
            {
                taken[match] |= bit;
                matched |= bit;
                ignored |= _ignored[match] ? bit : 0;
            }
        }

        return (matched, ignored);
    }
}
