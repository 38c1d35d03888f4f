namespace MLNetDetection.Core.Metrics;

/// <summary>A sort of indices by keys that keeps equal keys in order, at the speed of the primitive sort.</summary>
internal static class StableSort
{
    /// <summary>
    /// Sorts <paramref name="keys"/> ascending and <paramref name="indices"/>, which must ascend where keys are equal, along.
    /// </summary>
    public static void Ascending<TKey>(TKey[] keys, int[] indices, int start, int length)
        where TKey : struct, IEquatable<TKey>
    {
        Array.Sort(keys, indices, start, length);

        // That sort is not stable: the indices of equal keys are put in order afterwards.
        int end = start + length;
        for (int first = start, next; first < end; first = next)
        {
            for (next = first + 1; next < end && keys[next].Equals(keys[first]); next++)
            {
            }

            if (next - first > 1)
            {
                Array.Sort(indices, first, next - first);
            }
        }
    }
}
