using System.Runtime.CompilerServices;

namespace MLNetDetection.Core.Metrics;

/// <summary>What became of one detection: for each area range, one bit per IoU threshold for matched and for ignored.</summary>
internal struct CocoOutcome
{
    private Masks _matched;
    private Masks _ignored;

    public (uint Matched, uint Ignored) this[int area]
    {
        readonly get => (_matched[area], _ignored[area]);
        set => (_matched[area], _ignored[area]) = value;
    }

    [InlineArray(CocoAreas.Count)]
    private struct Masks
    {
        private uint _first;
    }
}
