namespace MLNetDetection.Core.Suppression;

/// <summary>The least keys of many, which are the best candidates (<see cref="ScoreOrder"/>); memory for twice as many.</summary>
internal sealed class BestKeys(int capacity)
{
    private readonly ulong[] _keys = new ulong[2 * capacity];
    private ulong _bar = ulong.MaxValue;
    private int _count;

    /// <summary>Candidates below this score need not be offered.</summary>
    public float LowestScore { get; private set; } = float.NegativeInfinity;

    /// <summary>True where keys were left out.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Takes a key, for the time being.</summary>
    public void Offer(ulong key)
    {
        if (key > _bar)
        {
            return;
        }

        if (_count == _keys.Length)
        {
            Shrink();
            if (key > _bar)
            {
                return;
            }
        }

        _keys[_count++] = key;
    }

    /// <summary>After <see cref="Sort"/>: the keys, best first.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

    /// <summary>Ends the offers.</summary>
    public void Sort()
    {
        if (_count > capacity)
        {
            Shrink();
        }
        else
        {
            _keys.AsSpan(0, _count).Sort();
        }
    }

    private void Shrink()
    {
        _keys.AsSpan(0, _count).Sort();
        _count = capacity;
        _bar = _keys[capacity - 1];
        LowestScore = ScoreOrder.Score(_bar);
        IsPartial = true;
    }
}
