using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>Turns the matches of one class over all images into precisions and recalls, as pycocotools' accumulate.</summary>
internal sealed class CocoAccumulator
{
    /// <summary>Recalls at which precision is read: i * 0.01 as numpy.linspace rounds it, which i / 100 is not.</summary>
    public static readonly double[] Recalls = [.. Enumerable.Range(0, 101).Select(i => i == 100 ? 1 : i * 0.01)];

    // numpy.spacing(1), which pycocotools adds to every denominator.
    private const double Spacing = 2.220446049250313e-16;

    private readonly EvaluationSet _set;
    private readonly BoxGroups _groups;
    private readonly CocoMatches _matches;
    private readonly CocoEvaluatorOptions _options;
    private readonly int _class;
    private readonly int _thresholds;
    private readonly int _first;
    private int[] _order = [];

    public CocoAccumulator(EvaluationSet set, BoxGroups groups, CocoMatches matches, CocoEvaluatorOptions options, int classIndex)
    {
        (_set, _groups, _matches, _options, _class) = (set, groups, matches, options, classIndex);
        _thresholds = options.IouThresholds.Count;
        _first = groups.DetectionStarts[groups.ClassStarts[classIndex]];
        Count = groups.DetectionStarts[groups.ClassStarts[classIndex + 1]] - _first;
    }

    /// <summary>Detections that count.</summary>
    public int Count { get; }

    /// <summary>Lines the detections up: best score first, equal scores by image and rank.</summary>
    public void Sort()
    {
        double[] keys = new double[Count];
        _order = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            _order[i] = _first + i;
            keys[i] = -_set.Detections.ScoreArray[_groups.Detections[_first + i]];
        }

        StableSort.Ascending(keys, _order);
    }

    /// <summary>Objects that count in an area range.</summary>
    public int Positives(int area)
    {
        AreaRange range = _options.AreaRanges[area];
        GroundTruthColumns truth = _set.GroundTruth;
        int first = _groups.TruthStarts[_groups.ClassStarts[_class]], end = _groups.TruthStarts[_groups.ClassStarts[_class + 1]], count = 0;
        foreach (int row in _groups.Truths.AsSpan(first..end))
        {
            count += truth.CrowdArray[row] || truth.DifficultArray[row] || !range.Contains(truth.AreaArray[row]) ? 0 : 1;
        }

        return count;
    }

    /// <summary>The curves of an area range, or null where it has no object.</summary>
    public CocoCurves? Read(int area)
    {
        int positives = Positives(area);
        if (positives == 0)
        {
            return null;
        }

        double[][] recall = CountRecall(area, positives);
        (double[][] precision, double[][] scores) = ReadPrecision(area, positives);
        return new CocoCurves(recall, precision, scores);
    }

    private double[][] CountRecall(int area, int positives)
    {
        int[] maximum = [.. _options.MaximumDetections];
        int[][] found = [.. maximum.Select(_ => new int[_thresholds])];
        uint[] matched = _matches.Matched[area], ignored = _matches.Ignored[area];
        for (int g = _groups.ClassStarts[_class]; g < _groups.ClassStarts[_class + 1]; g++)
        {
            int start = _groups.DetectionStarts[g];
            for (int i = start; i < _groups.DetectionStarts[g + 1]; i++)
            {
                uint hits = matched[i] & ~ignored[i];
                for (int m = 0; m < maximum.Length && hits != 0; m++)
                {
                    for (int t = 0; t < _thresholds && i - start < maximum[m]; t++)
                    {
                        found[m][t] += (int)(hits >> t) & 1;
                    }
                }
            }
        }

        return [.. found.Select(counts => counts.Select(count => (double)count / positives).ToArray())];
    }

    private (double[][] Precision, double[][] Scores) ReadPrecision(int area, int positives)
    {
        // Precision only matters where recall rises, that is at hits: their precisions and places, one list per threshold.
        int most = Math.Min(positives, Count);
        double[][] precisions = [.. Enumerable.Range(0, _thresholds).Select(_ => new double[most])];
        int[][] places = [.. Enumerable.Range(0, _thresholds).Select(_ => new int[most])];
        int[] hits = new int[_thresholds], misses = new int[_thresholds];
        uint[] matches = _matches.Matched[area], ignores = _matches.Ignored[area];
        uint all = uint.MaxValue >> (32 - _thresholds);
        int missesEverywhere = 0;
        foreach (int i in _order)
        {
            uint matched = matches[i], ignored = ignores[i];
            if ((matched | ignored) == 0)
            {
                missesEverywhere++;
                continue;
            }

            for (int t = 0; t < _thresholds && ignored != all; t++)
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
                places[t][hits[t]] = i;
                precisions[t][hits[t]++] = hit / (missesEverywhere + misses[t] + hit + Spacing);
            }
        }

        double[][] read = new double[_thresholds][], scores = new double[_thresholds][];
        for (int t = 0; t < _thresholds; t++)
        {
            (read[t], scores[t]) = Interpolate(precisions[t].AsSpan(0, hits[t]), places[t], positives);
        }

        return (read, scores);
    }

    /// <summary>The best precision at each recall or beyond it, and the score that reaches it; 0 beyond the last.</summary>
    private (double[] Precision, double[] Scores) Interpolate(Span<double> precisions, int[] places, int positives)
    {
        for (int i = precisions.Length - 2; i >= 0; i--)
        {
            precisions[i] = Math.Max(precisions[i], precisions[i + 1]);
        }

        double[] result = new double[Recalls.Length], scores = new double[Recalls.Length];
        int hit = 0;
        for (int i = 0; i < result.Length; i++)
        {
            while (hit < precisions.Length && (double)(hit + 1) / positives < Recalls[i])
            {
                hit++;
            }

            if (hit < precisions.Length)
            {
                result[i] = precisions[hit];
                scores[i] = Score(places[hit]);
            }
        }

        // A recall of 0 is reached by the best detection, hit or miss.
        scores[0] = Count > 0 ? Score(_order[0]) : 0;
        return (result, scores);
    }

    private double Score(int entry) => _set.Detections.ScoreArray[_groups.Detections[entry]];
}
