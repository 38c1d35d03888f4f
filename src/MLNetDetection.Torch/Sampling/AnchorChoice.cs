using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Matching;

namespace MLNetDetection.Torch.Sampling;

/// <summary>What the samplers share.</summary>
internal static class AnchorChoice
{
    public static List<int> Positives(ReadOnlySpan<int> matches)
    {
        var found = new List<int>();
        for (int a = 0; a < matches.Length; a++)
        {
            if (matches[a] >= 0)
            {
                found.Add(a);
            }
        }

        return found;
    }

    public static List<int> Negatives(ReadOnlySpan<int> matches)
    {
        var found = new List<int>();
        for (int a = 0; a < matches.Length; a++)
        {
            if (matches[a] == AnchorMatcher.Background)
            {
                found.Add(a);
            }
        }

        return found;
    }

    /// <summary>Moves <paramref name="count"/> random items, all where there are fewer, to the front.</summary>
    /// <returns>How many were moved.</returns>
    public static int ToFront(List<int> items, int count, ref RandomStream random)
    {
        int taken = Math.Clamp(count, 0, items.Count);
        for (int i = 0; i < taken; i++)
        {
            int other = i + random.NextInt(items.Count - i);
            (items[i], items[other]) = (items[other], items[i]);
        }

        return taken;
    }

    /// <summary>Keeps <paramref name="count"/> random items and marks the others.</summary>
    public static void Keep(Span<int> matches, List<int> items, int count, ref RandomStream random)
    {
        for (int i = ToFront(items, count, ref random); i < items.Count; i++)
        {
            matches[items[i]] = AnchorMatcher.NotCounted;
        }
    }
}
