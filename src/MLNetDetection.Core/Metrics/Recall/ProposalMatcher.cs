using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Recall;

/// <summary>Counts the objects that the best proposals of each image find. One per thread.</summary>
internal sealed class ProposalMatcher(EvaluationSet set, BoxGroups groups, ProposalRecallOptions options)
{
    private readonly long[][] _found = [.. options.ProposalNumbers.Select(_ => new long[options.IouThresholds.Count])];
    private readonly BoxOverlaps _overlaps = new();
    private readonly List<int> _rows = [];
    private double[] _iou = [];
    private bool[] _used = [];
    private int[] _best = [];

    /// <summary>Objects seen.</summary>
    public int Objects { get; private set; }

    public void Match(int group)
    {
        GroundTruthColumns truth = set.GroundTruth;
        _rows.Clear();
        foreach (int row in groups.Truths.AsSpan(groups.TruthStarts[group]..groups.TruthStarts[group + 1]))
        {
            if (!truth.CrowdArray[row] && !truth.DifficultArray[row])
            {
                _rows.Add(row);
            }
        }

        Objects += _rows.Count;
        ReadOnlySpan<int> proposals = groups.Detections.AsSpan(groups.DetectionStarts[group]..groups.DetectionStarts[group + 1]);
        if (_rows.Count == 0 || proposals.Length == 0)
        {
            return;
        }

        Measure(proposals);
        for (int n = 0; n < _found.Length; n++)
        {
            TakePairs(Math.Min(options.ProposalNumbers[n], proposals.Length), _found[n]);
        }
    }

    public void AddTo(long[][] found)
    {
        for (int n = 0; n < _found.Length; n++)
        {
            for (int t = 0; t < _found[n].Length; t++)
            {
                found[n][t] += _found[n][t];
            }
        }
    }

    /// <summary>IoU of every pair, [proposal, object].</summary>
    private void Measure(ReadOnlySpan<int> proposals)
    {
        int objects = _rows.Count;
        if (_iou.Length < objects * proposals.Length)
        {
            _iou = new double[objects * proposals.Length * 2];
        }

        if (_used.Length < proposals.Length)
        {
            _used = new bool[proposals.Length * 2];
        }

        if (_best.Length < objects)
        {
            _best = new int[objects * 2];
        }

        _overlaps.Take(set.GroundTruth, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows));
        for (int p = 0; p < proposals.Length; p++)
        {
            _overlaps.With(set.Detections, proposals[p]).CopyTo(_iou.AsSpan(p * objects));
        }
    }

    private void TakePairs(int proposals, long[] found)
    {
        const int Taken = -2, Unknown = -1;
        int objects = _rows.Count;
        _used.AsSpan(0, proposals).Clear();
        _best.AsSpan(0, objects).Fill(Unknown);
        for (int round = Math.Min(objects, proposals); round > 0; round--)
        {
            int chosen = -1;
            for (int g = 0; g < objects; g++)
            {
                // An object's best proposal is looked for again only where another object took it.
                if (_best[g] == Unknown || (_best[g] >= 0 && _used[_best[g]]))
                {
                    _best[g] = BestFree(g, objects, proposals);
                }

                if (_best[g] != Taken && (chosen < 0 || Iou(g) > Iou(chosen)))
                {
                    chosen = g;
                }
            }

            for (int t = 0; t < found.Length; t++)
            {
                found[t] += Iou(chosen) >= options.IouThresholds[t] ? 1 : 0;
            }

            _used[_best[chosen]] = true;
            _best[chosen] = Taken;
        }

        double Iou(int g) => _iou[(_best[g] * objects) + g];
    }

    private int BestFree(int item, int objects, int proposals)
    {
        int best = -1;
        for (int p = 0; p < proposals; p++)
        {
            if (!_used[p] && (best < 0 || _iou[(p * objects) + item] > _iou[(best * objects) + item]))
            {
                best = p;
            }
        }

        return best;
    }
}
