using System.Runtime.InteropServices;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets;

/// <summary>Finds pictures that are copies of one another but for size, quality or a small change.</summary>
public static class NearDuplicates
{
    /// <summary>The largest distance that can be asked for: 8 words of 16 bits, one of which is the same where at most 7 bits differ.</summary>
    public const int MaximumDistance = 7;

    /// <summary>Puts pictures that look alike in one group; likeness is passed on, so that a chain of copies is one group.</summary>
    /// <param name="hashes">One for each picture.</param>
    /// <param name="distance">Bits that may differ, 0 to 7; 6 by default.</param>
    /// <returns>For each picture the index of the first picture of its group; its own where it is alone.</returns>
    public static int[] Group(IReadOnlyList<PerceptualHash> hashes, int distance = 6)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        ArgumentOutOfRangeException.ThrowIfNegative(distance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distance, MaximumDistance);

        // Equal hashes first, so that thousands of black frames are compared once.
        Dictionary<PerceptualHash, int> first = [];
        int[] group = new int[hashes.Count];
        for (int i = 0; i < group.Length; i++)
        {
            group[i] = first.TryAdd(hashes[i], i) ? i : first[hashes[i]];
        }

        int[] distinct = [.. first.Values.Order()];
        Dictionary<int, List<int>> buckets = [];
        foreach (int index in distinct)
        {
            for (int word = 0; word < 8; word++)
            {
                ref List<int>? bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, (word << 16) | WordOf(hashes[index], word), out _);
                bucket ??= [];
                foreach (int other in bucket)
                {
                    if (hashes[index].DistanceTo(hashes[other]) <= distance)
                    {
                        Join(group, other, index);
                    }
                }

                bucket.Add(index);
            }
        }

        for (int i = 0; i < group.Length; i++)
        {
            group[i] = Root(group, i);
        }

        return group;
    }

    private static int WordOf(PerceptualHash hash, int word) => (int)(((word < 4 ? hash.Across : hash.Down) >> (16 * (word & 3))) & 0xFFFF);

    private static void Join(int[] group, int a, int b)
    {
        (int first, int second) = (Root(group, a), Root(group, b));
        group[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int Root(int[] group, int index)
    {
        while (group[index] != index)
        {
            index = group[index] = group[group[index]];
        }

        return index;
    }
}
