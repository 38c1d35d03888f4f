namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>A sort of values by keys that keeps equal keys in order, at the speed of the primitive sort.</summary>
internal static class StableSort
{
    private const int Short = 24;

    /// <summary>Sorts <paramref name="keys"/> ascending and <paramref name="values"/> along.</summary>
    public static void Ascending(Span<double> keys, Span<int> values)
    {
        if (keys.Length <= Short)
        {
            Insert(keys, values);
            return;
        }

        int[] before = values.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i;
        }

        keys.Sort(values);

        // That sort is not stable: places of equal keys are put in order afterwards.
        for (int first = 0, next; first < keys.Length; first = next)
        {
            for (next = first + 1; next < keys.Length && keys[next] == keys[first]; next++)
            {
            }

            if (next - first > 1)
            {
                values[first..next].Sort();
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = before[values[i]];
        }
    }

    private static void Insert(Span<double> keys, Span<int> values)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            double key = keys[i];
            int value = values[i], at = i;
            for (; at > 0 && keys[at - 1] > key; at--)
            {
                keys[at] = keys[at - 1];
                values[at] = values[at - 1];
            }

            keys[at] = key;
            values[at] = value;
        }
    }
}
