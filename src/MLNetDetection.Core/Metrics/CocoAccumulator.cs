namespace MLNetDetection.Core.Metrics;

/// <summary>Turns the outcomes of one class over all images into precisions and recalls, as pycocotools' accumulate.</summary>
internal sealed class CocoAccumulator
{
    /// <summary>Recalls at which precision is read: i * 0.01 as numpy.linspace rounds it, which i / 100 is not.</summary>
    public static readonly double[] Recalls = [.. Enumerable.Range(0, 101).Select(i => i == 100 ? 1 : i * 0.01)];

    // numpy.spacing(1), which pycocotools adds to every denominator.
    private const double Spacing = 2.220446049250313e-16;

    private readonly int _thresholds;
    private readonly int[] _maximum;

    public CocoAccumulator(int thresholds, int[] maximum, int classId)
    {
        _thresholds = thresholds;
        _maximum = maximum;
        ClassId = classId;
        Recall = new double[CocoAreas.Count][][];
        Precision = new double[CocoAreas.Count][][];
    }

    public int ClassId { get; }

    /// <summary>[area][maximum][threshold]; null where the area has no ground truth.</summary>
    public double[]?[]?[] Recall { get; }

    /// <summary>[area][threshold][recall] with the last maximum; null where the area has no ground truth.</summary>
    public double[][]?[] Precision { get; }

    /// <summary>Ground truth that counts in each area range.</summary>
    public int[] Positives { get; } = new int[CocoAreas.Count];

    /// <summary>Takes the detections, in order of image and then rank, and fills Recall and Precision.</summary>
    public void Run(double[] scores, CocoOutcome[] outcomes, int[] ranks)
    {
        int[] order = Sort(scores);
        for (int area = 0; area < CocoAreas.Count; area++)
        {
            if (Positives[area] > 0)
            {
                Recall[area] = CountRecall(area, outcomes, ranks);
                Precision[area] = ReadPrecision(area, outcomes, order);
            }
        }
    }

    /// <summary>Best score first, equal scores in order.</summary>
    private static int[] Sort(double[] scores)
    {
        int[] order = new int[scores.Length];
        double[] keys = new double[scores.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = -scores[i];
        }

        StableSort.Ascending(keys, order, 0, order.Length);
        return order;
    }

    private double[][] CountRecall(int area, CocoOutcome[] outcomes, int[] ranks)
    {
        int[][] found = [.. _maximum.Select(_ => new int[_thresholds])];
        for (int i = 0; i < outcomes.Length; i++)
        {
            (uint matched, uint ignored) = outcomes[i][area];
            uint hits = matched & ~ignored;
            for (int m = 0; m < _maximum.Length && hits != 0; m++)
            {
                for (int t = 0; t < _thresholds && ranks[i] < _maximum[m]; t++)
                {
                    found[m][t] += (int)(hits >> t) & 1;
                }
            }
        }

        return [.. found.Select(counts => counts.Select(count => (double)count / Positives[area]).ToArray())];
    }

    private double[][] ReadPrecision(int area, CocoOutcome[] outcomes, int[] order)
    {
        // Precision only matters where recall rises, that is at true positives: their precisions, one list per threshold.
        double[][] atHits = new double[_thresholds][];
        int[] hits = new int[_thresholds], misses = new int[_thresholds];
        for (int t = 0; t < _thresholds; t++)
        {
            atHits[t] = new double[Math.Min(Positives[area], order.Length)];
        }

        uint all = _thresholds == 32 ? ~0u : (1u << _thresholds) - 1;
        int missesEverywhere = 0;
        foreach (int i in order)
        {
            (uint matched, uint ignored) = outcomes[i][area];
            if (((matched | ignored) & all) == 0)
            {
                missesEverywhere++;
                continue;
            }

            for (int t = 0; t < _thresholds; t++)
            {
                uint bit = 1u << t;
                if ((ignored & bit) != 0)
                {
                    continue;
                }

                if ((matched & bit) == 0)
                {
                    misses[t]++;
                    continue;
                }

                double hit = hits[t] + 1;
                atHits[t][hits[t]++] = hit / (missesEverywhere + misses[t] + hit + Spacing);
            }
        }

        return [.. atHits.Select((precisions, t) => Interpolate(precisions.AsSpan(0, hits[t]), Positives[area]))];
    }

    /// <summary>The best precision at each recall or beyond it; 0 beyond the last.</summary>
    private static double[] Interpolate(Span<double> precisions, int positives)
    {
        for (int i = precisions.Length - 2; i >= 0; i--)
        {
            precisions[i] = Math.Max(precisions[i], precisions[i + 1]);
        }

        double[] result = new double[Recalls.Length];
        int hit = 0;
        for (int i = 0; i < result.Length; i++)
        {
            while (hit < precisions.Length && (double)(hit + 1) / positives < Recalls[i])
            {
                hit++;
            }

            result[i] = hit < precisions.Length ? precisions[hit] : 0;
        }

        return result;
    }
}
