using System.Buffers;

namespace MLNetDetection.Core.Suppression;

/// <summary>The least keys of many, which are the best candidates (<see cref="ScoreOrder"/>); memory for twice as many.</summary>
internal sealed class BestKeys(int capacity) : IDisposable
{
    private ulong[] _keys = ArrayPool<ulong>.Shared.Rent(2 * capacity);
    private int _count;

    /// <summary>Greater keys need not be offered.</summary>
    public ulong Bar { get; private set; } = ulong.MaxValue;

    /// <summary>True where keys were left out.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>After <see cref="Sort"/>: the keys, best first.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

    /// <summary>Takes a key, for the time being; true where that lowered <see cref="Bar"/>.</summary>
    public bool Offer(ulong key)
    {
        if (key > Bar)
        {
            return false;
        }

        bool full = _count == 2 * capacity;
        if (full)
        {
            Shrink();
            if (key > Bar)
            {
                return true;
            }
        }

        _keys[_count++] = key;
        return full;
    }

    /// <summary>Ends the offers.</summary>
    public void Sort()
    {
        if (_count > capacity)
        {
            Shrink();
        }

        _keys.AsSpan(0, _count).Sort();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_keys);
        (_keys, _count) = ([], 0);
    }

    private void Shrink()
    {
        SelectLeast(_keys.AsSpan(0, _count), capacity);
        _count = capacity;
        Bar = _keys[capacity - 1];
        IsPartial = true;
    }

    /// <summary>Brings the least <paramref name="count"/> keys to the front, the greatest of them last (Hoare's selection).</summary>
    private static void SelectLeast(Span<ulong> keys, int count)
    {
        int wanted = count - 1, low = 0, high = keys.Length - 1;
        while (low < high)
        {
            ulong a = keys[low], b = keys[(low + high) / 2], c = keys[high];
            ulong pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            int i = low, j = high;
            while (i <= j)
            {
                while (keys[i] < pivot)
                {
                    i++;
                }

                while (keys[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    i++;
                    j--;
                }
            }

            if (wanted <= j)
            {
                high = j;
            }
            else if (wanted >= i)
            {
                low = i;
            }
            else
            {
                return;
            }
        }
    }
}
