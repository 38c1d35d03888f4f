using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>Assigns the detections of one group to its objects, as pycocotools' evaluateImg. One per thread.</summary>
internal sealed class CocoMatcher
{
    private readonly GroundTruthColumns _truth;
    private readonly DetectionColumns _found;
    private readonly BoxGroups _groups;
    private readonly CocoMatches _matches;
    private readonly AreaRange[] _ranges;
    private readonly double[] _least;
    private readonly uint _all;
    private readonly BoxOverlaps _overlaps = new();
    private readonly List<(int Object, double Overlap)> _candidates = [];
    private int[] _candidateStarts = [];
    private uint[] _taken = [];
    private bool[] _ignored = [];

    public CocoMatcher(EvaluationSet set, BoxGroups groups, CocoMatches matches, double[] thresholds, AreaRange[] ranges)
    {
        (_truth, _found, _groups, _matches, _ranges) = (set.GroundTruth, set.Detections, groups, matches, ranges);

        // pycocotools takes an IoU of 1 - 1e-10 for a threshold of 1.
        _least = [.. thresholds.Select(t => Math.Min(t, 1 - 1e-10))];
        _all = uint.MaxValue >> (32 - thresholds.Length);
    }

    /// <summary>Fills the group's part of the matches.</summary>
    public void Match(int group)
    {
        int first = _groups.DetectionStarts[group], count = _groups.DetectionStarts[group + 1] - first;
        ReadOnlySpan<int> objects = _groups.Truths.AsSpan(_groups.TruthStarts[group].._groups.TruthStarts[group + 1]);
        if (count > 0)
        {
            FindCandidates(objects, _groups.Detections.AsSpan(first, count));
            for (int a = 0; a < _ranges.Length; a++)
            {
                MatchRange(a, first, count, objects);
            }
        }
    }

    private void FindCandidates(ReadOnlySpan<int> objects, ReadOnlySpan<int> detections)
    {
        if (_candidateStarts.Length <= detections.Length)
        {
            _candidateStarts = new int[(detections.Length + 1) * 2];
        }

        if (_taken.Length < objects.Length)
        {
            _taken = new uint[objects.Length * 2];
            _ignored = new bool[objects.Length * 2];
        }

        _candidates.Clear();
        _overlaps.Take(_truth, objects);
        for (int d = 0; d < detections.Length; d++)
        {
            _candidateStarts[d] = _candidates.Count;
            ReadOnlySpan<double> overlaps = objects.Length == 0 ? [] : _overlaps.With(_found, detections[d]);
            for (int i = 0; i < overlaps.Length; i++)
            {
                if (overlaps[i] >= _least[0])
                {
                    _candidates.Add((i, overlaps[i]));
                }
            }
        }

        _candidateStarts[detections.Length] = _candidates.Count;
    }

    private void MatchRange(int range, int first, int count, ReadOnlySpan<int> objects)
    {
        if (_candidates.Count > 0)
        {
            _taken.AsSpan(0, objects.Length).Clear();
            for (int i = 0; i < objects.Length; i++)
            {
                int row = objects[i];
                _ignored[i] = _truth.CrowdArray[row] || _truth.DifficultArray[row] || !_ranges[range].Contains(_truth.AreaArray[row]);
            }
        }

        for (int d = 0; d < count; d++)
        {
            (uint matched, uint ignored) = _candidateStarts[d] == _candidateStarts[d + 1] ? (0, 0) : MatchOne(d, objects);
            int row = _groups.Detections[first + d];
            if (!_ranges[range].Contains(_found.WidthArray[row] * _found.HeightArray[row]))
            {
                ignored |= ~matched & _all;
            }

            _matches.Matched[range][first + d] = matched;
            _matches.Ignored[range][first + d] = ignored;
        }
    }

    private (uint Matched, uint Ignored) MatchOne(int detection, ReadOnlySpan<int> objects)
    {
        ReadOnlySpan<(int Object, double Overlap)> candidates = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_candidates)
            [_candidateStarts[detection].._candidateStarts[detection + 1]];
        uint matched = 0, ignored = 0;
        for (int t = 0; t < _least.Length; t++)
        {
            // An ignored object is only taken where no counted one matches.
            uint bit = 1u << t;
            int match = Best(candidates, objects, t, ignored: false);
            if (match < 0)
            {
                match = Best(candidates, objects, t, ignored: true);
                ignored |= match >= 0 ? bit : 0;
            }

            if (match >= 0)
            {
                _taken[match] |= bit;
                matched |= bit;
            }
        }

        return (matched, ignored);
    }

    /// <summary>The object of the largest overlap that is free at threshold t, the last of equals; -1 for none.</summary>
    private int Best(ReadOnlySpan<(int Object, double Overlap)> candidates, ReadOnlySpan<int> objects, int t, bool ignored)
    {
        double best = _least[t];
        int match = -1;
        foreach ((int item, double overlap) in candidates)
        {
            if (overlap >= best && _ignored[item] == ignored
                && ((_taken[item] >> t & 1) == 0 || _truth.CrowdArray[objects[item]]))
            {
                best = overlap;
                match = item;
            }
        }

        return match;
    }
}
