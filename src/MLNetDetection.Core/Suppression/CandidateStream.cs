using System.Numerics;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// The scores of a table that pass their class's threshold, best first, some at a time. Equal scores come by class, then box; across classes
/// by box, then class. What cannot be among the best of its class may be missing.
/// </summary>
/// <param name="table">The scores.</param>
/// <param name="thresholds">Of each class.</param>
/// <param name="boxes">A.</param>
/// <param name="byBox">The order across classes.</param>
/// <param name="perClass">The best of each class that are wanted.</param>
internal sealed class CandidateStream(ScoreTable table, float[] thresholds, int boxes, bool byBox, int perClass) : IDisposable
{
    private readonly float[] _thresholds = WholeVectors(thresholds);
    private readonly float[] _floors = WholeVectors(thresholds);
    private readonly float[] _bars = WholeVectors(thresholds);
    private readonly int[] _met = new int[thresholds.Length];
    private readonly float[] _least = new float[thresholds.Length];
    private BestKeys? _best;
    private ulong _last;

    /// <summary>C.</summary>
    public int Classes => table.Classes;

    /// <summary>The candidates that <see cref="Next"/> found.</summary>
    public ReadOnlySpan<ulong> Keys => _best is null ? [] : _best.Keys;

    /// <summary>Finds the next best ones; false where none are left.</summary>
    /// <param name="count">At most.</param>
    public bool Next(int count)
    {
        if (_best is { IsPartial: false })
        {
            return false;
        }

        ulong after = _last;
        _best?.Dispose();
        _best = new BestKeys(count);
        _thresholds.CopyTo(_floors, 0);
        _thresholds.CopyTo(_bars, 0);
        Array.Clear(_met);
        Array.Fill(_least, float.PositiveInfinity);
        for (int row = 0; row < table.Count; row++)
        {
            Offer(row, _best, after);
        }

        _best.Sort();
        _last = _best.Keys.IsEmpty ? after : _best.Keys[^1] + 1;
        return !_best.Keys.IsEmpty;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _best?.Dispose();
        _best = null;
    }

    /// <summary>Leaves a class out from the next <see cref="Next"/> on.</summary>
    public void LeaveOut(int classId) => _thresholds[classId] = float.PositiveInfinity;

    /// <summary>Class and box of a key.</summary>
    public (int ClassId, int Box) Place(ulong key)
    {
        int index = ScoreOrder.Index(key);
        if (byBox)
        {
            return (index % Classes, index / Classes);
        }

        return Math.DivRem(index, boxes);
    }

    private void Offer(int row, BestKeys best, ulong after)
    {
        ReadOnlySpan<float> scores = table.Scores(row);
        for (int i = 0; i < scores.Length; i += Vector<float>.Count)
        {
            Vector<int> passing = Vector.GreaterThan(new Vector<float>(scores[i..]), new Vector<float>(_bars, i));
            if (passing == Vector<int>.Zero)
            {
                continue;
            }

            for (int lane = 0; lane < Vector<int>.Count; lane++)
            {
                if (passing[lane] != 0)
                {
                    int classId = i + lane, box = table.Box(row);
                    ulong key = ScoreOrder.Key(scores[classId], byBox ? (box * Classes) + classId : (classId * boxes) + box);
                    Meet(classId, scores[classId]);
                    if (key >= after && best.Offer(key))
                    {
                        RaiseBars(best.Bar);
                    }
                }
            }
        }
    }

    // Once as many of a class were met as are wanted, a later box must be better than the worst of them: equal ones come after it.
    private void Meet(int classId, float score)
    {
        _least[classId] = MathF.Min(_least[classId], score);
        if (++_met[classId] == perClass)
        {
            _floors[classId] = MathF.Max(_floors[classId], _least[classId]);
            _bars[classId] = MathF.Max(_bars[classId], _least[classId]);
        }
    }

    // A score that equals the worst one kept still counts where its class comes before, so that equal scores are sifted by whole vectors too.
    private void RaiseBars(ulong bar)
    {
        float score = ScoreOrder.Score(bar), below = MathF.BitDecrement(score);
        int last = byBox ? Classes : Place(bar).ClassId;
        for (int classId = 0; classId < Classes; classId++)
        {
            _bars[classId] = MathF.Max(_floors[classId], classId <= last ? below : score);
        }
    }

    // No score is over 1: what fills up the last vector never passes.
    private static float[] WholeVectors(float[] thresholds)
    {
        int lanes = Vector<float>.Count, count = (thresholds.Length + lanes - 1) / lanes * lanes;
        float[] result = new float[count];
        thresholds.CopyTo(result, 0);
        result.AsSpan(thresholds.Length).Fill(float.PositiveInfinity);
        return result;
    }
}
