using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Makes the generators that environments and hosts use.</summary>
internal static class RandomUtils
{
    public static TauswortheHybrid Create(int? seed)
        => seed is { } given ? Create(given) : Create(new Random());

    public static TauswortheHybrid Create(int seed) => new((uint)seed);

    public static TauswortheHybrid Create(Random seed) => new(seed);
}
