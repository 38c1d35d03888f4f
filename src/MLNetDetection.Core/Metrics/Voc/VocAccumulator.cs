using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Voc;

/// <summary>Turns the outcomes of one class over all images into average precision.</summary>
internal sealed class VocAccumulator
{
    private readonly EvaluationSet _set;
    private readonly BoxGroups _groups;
    private readonly VocOutcomes _outcomes;
    private readonly VocEvaluatorOptions _options;
    private readonly int _class;
    private readonly int[] _order;

    public VocAccumulator(EvaluationSet set, BoxGroups groups, VocOutcomes outcomes, VocEvaluatorOptions options, int classIndex)
    {
        (_set, _groups, _outcomes, _options, _class) = (set, groups, outcomes, options, classIndex);
        int first = groups.DetectionStarts[groups.ClassStarts[classIndex]];
        _order = new int[groups.DetectionStarts[groups.ClassStarts[classIndex + 1]] - first];
        double[] keys = new double[_order.Length];
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = first + i;
            keys[i] = -set.Detections.ScoreArray[groups.Detections[first + i]];
        }

        StableSort.Ascending(keys, _order);
    }

    /// <summary>The curve at each threshold in a scale range.</summary>
    public VocCurve[] Read(int scale)
    {
        int positives = Positives(scale);
        return [.. Enumerable.Range(0, _options.IouThresholds.Count).Select(t =>
            positives == 0 ? new VocCurve(-1, -1, 0, []) : Curve(_outcomes.Hits[scale], _outcomes.Misses[scale], t, positives))];
    }

    private int Positives(int scale)
    {
        double extra = _options.InclusivePixels ? 1 : 0;
        GroundTruthColumns truth = _set.GroundTruth;
        int first = _groups.TruthStarts[_groups.ClassStarts[_class]], end = _groups.TruthStarts[_groups.ClassStarts[_class + 1]], count = 0;
        foreach (int row in _groups.Truths.AsSpan(first..end))
        {
            double area = (truth.WidthArray[row] + extra) * (truth.HeightArray[row] + extra);
            bool inRange = _options.ScaleRanges.Count == 0 || _options.ScaleRanges[scale].Contains(area);
            count += inRange && !truth.CrowdArray[row] && !truth.DifficultArray[row] ? 1 : 0;
        }

        return count;
    }

    private VocCurve Curve(uint[] hits, uint[] misses, int threshold, int positives)
    {
        // The curve only rises at hits: precision is needed there alone, made monotonic from the end.
        List<double> precisions = [];
        int missed = 0;
        foreach (int i in _order)
        {
            missed += (int)(misses[i] >> threshold & 1);
            if ((hits[i] >> threshold & 1) != 0)
            {
                double hit = precisions.Count + 1;
                precisions.Add(hit / (hit + missed));
            }
        }

        for (int i = precisions.Count - 2; i >= 0; i--)
        {
            precisions[i] = Math.Max(precisions[i], precisions[i + 1]);
        }

        double ap = _options.Interpolation == VocInterpolation.ElevenPoint ? ElevenPoint(precisions, positives) : AllPoint(precisions, positives);
        return new VocCurve(ap, (double)precisions.Count / positives, positives, precisions);
    }

    private static double AllPoint(List<double> precisions, int positives)
    {
        double area = 0;
        for (int i = 0; i < precisions.Count; i++)
        {
            area += (((double)(i + 1) / positives) - ((double)i / positives)) * precisions[i];
        }

        return area;
    }

    private static double ElevenPoint(List<double> precisions, int positives)
    {
        double sum = 0;
        for (int point = 0, i = 0; point <= 10; point++)
        {
            // i * 0.1 as numpy's arange has it: three tenths of recall do not reach the fourth point.
            while (i < precisions.Count && (double)(i + 1) / positives < point * 0.1)
            {
                i++;
            }

            sum += i < precisions.Count ? precisions[i] : 0;
        }

        return sum / 11;
    }
}
