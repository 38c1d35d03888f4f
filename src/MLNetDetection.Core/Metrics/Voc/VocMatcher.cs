using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Voc;

/// <summary>Assigns the detections of one group to its objects. One per thread.</summary>
internal sealed class VocMatcher(EvaluationSet set, BoxGroups groups, VocOutcomes outcomes, VocEvaluatorOptions options)
{
    private readonly GroundTruthColumns _truth = set.GroundTruth;
    private readonly DetectionColumns _found = set.Detections;
    private readonly double[] _thresholds = [.. options.IouThresholds];
    private readonly double _extra = options.InclusivePixels ? 1 : 0;
    private readonly bool _imageNet = options.Matching == VocMatching.ImageNet;
    private double[] _overlaps = [];
    private double[] _leasts = [];
    private double[] _areas = [];
    private bool[] _ignored = [];
    private bool[] _taken = [];

    public void Match(int group)
    {
        int first = groups.DetectionStarts[group], count = groups.DetectionStarts[group + 1] - first;
        if (count == 0)
        {
            return;
        }

        ReadOnlySpan<int> objects = groups.Truths.AsSpan(groups.TruthStarts[group]..groups.TruthStarts[group + 1]);
        Measure(objects, groups.Detections.AsSpan(first, count));
        for (int scale = 0; scale < outcomes.Hits.Length; scale++)
        {
            ScaleRange? range = options.ScaleRanges.Count == 0 ? null : options.ScaleRanges[scale];
            for (int i = 0; i < objects.Length; i++)
            {
                _ignored[i] = _truth.CrowdArray[objects[i]] || _truth.DifficultArray[objects[i]] || !(range?.Contains(_areas[i]) ?? true);
            }

            for (int t = 0; t < _thresholds.Length; t++)
            {
                MatchAt(scale, range, t, first, count, objects.Length);
            }
        }
    }

    /// <summary>IoU of every pair, [detection, object], and the objects' areas and own thresholds.</summary>
    private void Measure(ReadOnlySpan<int> objects, ReadOnlySpan<int> detections)
    {
        if (_areas.Length < objects.Length)
        {
            int size = objects.Length * 2;
            (_areas, _leasts, _ignored, _taken) = (new double[size], new double[size], new bool[size], new bool[size]);
        }

        if (_overlaps.Length < objects.Length * detections.Length)
        {
            _overlaps = new double[objects.Length * detections.Length * 2];
        }

        for (int i = 0; i < objects.Length; i++)
        {
            double width = _truth.WidthArray[objects[i]] + _extra, height = _truth.HeightArray[objects[i]] + _extra;
            _areas[i] = width * height;
            _leasts[i] = _imageNet ? width * height / ((width + 10) * (height + 10)) : 1;
        }

        for (int d = 0, at = 0; d < detections.Length; d++)
        {
            for (int i = 0; i < objects.Length; i++)
            {
                _overlaps[at++] = Overlap(detections[d], objects[i], _areas[i]);
            }
        }
    }

    private double Overlap(int detection, int item, double area)
    {
        double shift = _imageNet ? -1 : 0;
        double x = _found.XArray[detection], y = _found.YArray[detection];
        double right = x + _found.WidthArray[detection], bottom = y + _found.HeightArray[detection];
        double left = _truth.XArray[item] + shift, top = _truth.YArray[item] + shift;
        double width = Math.Min(right, left + _truth.WidthArray[item]) - Math.Max(x, left) + _extra;
        double height = Math.Min(bottom, top + _truth.HeightArray[item]) - Math.Max(y, top) + _extra;
        double own = (right - x + _extra) * (bottom - y + _extra);
        return width > 0 && height > 0 ? width * height / (own + area - (width * height)) : 0;
    }

    private void MatchAt(int scale, ScaleRange? range, int t, int first, int count, int objects)
    {
        _taken.AsSpan(0, objects).Clear();
        for (int d = 0; d < count; d++)
        {
            int match = _imageNet ? BestFree(d, objects, _thresholds[t]) : Best(d, objects, _thresholds[t]);
            bool hit = match >= 0 && !_ignored[match] && !_taken[match];
            bool miss = match >= 0 ? !_ignored[match] && _taken[match] : range?.Contains(Area(first + d)) ?? true;
            if (match >= 0)
            {
                _taken[match] = true;
            }

            outcomes.Hits[scale][first + d] |= hit ? 1u << t : 0;
            outcomes.Misses[scale][first + d] |= miss ? 1u << t : 0;
        }
    }

    /// <summary>The object of the largest overlap, the first of equals, if that reaches the threshold.</summary>
    private int Best(int detection, int objects, double threshold)
    {
        int best = -1;
        double most = double.NegativeInfinity;
        for (int i = 0, at = detection * objects; i < objects; i++, at++)
        {
            if (_overlaps[at] > most)
            {
                most = _overlaps[at];
                best = i;
            }
        }

        return most >= threshold ? best : -1;
    }

    /// <summary>The free object of the largest overlap among those that reach their own threshold.</summary>
    private int BestFree(int detection, int objects, double threshold)
    {
        int best = -1;
        double most = -1;
        for (int i = 0, at = detection * objects; i < objects; i++, at++)
        {
            if (!_taken[i] && _overlaps[at] >= Math.Min(_leasts[i], threshold) && _overlaps[at] > most)
            {
                most = _overlaps[at];
                best = i;
            }
        }

        return best;
    }

    private double Area(int entry)
    {
        int row = groups.Detections[entry];
        return (_found.WidthArray[row] + _extra) * (_found.HeightArray[row] + _extra);
    }
}
