using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// ML.NET's random generator: three combined Tausworthe generators and a linear congruential one
/// (GPU Gems 3, chapter 37). The same seed gives the same splits and shuffles as there.
/// </summary>
internal sealed class TauswortheHybrid : Random
{
    private const double UintRange = 1.0 / 4294967296.0;
    private uint _first;
    private uint _second;
    private uint _third;
    private uint _linear;

    /// <summary>A generator whose four states are mixed from one number.</summary>
    public TauswortheHybrid(uint seed)
    {
        _first = seed;
        _second = Hashing.MurmurRound(_first, seed);
        _third = Hashing.MurmurRound(_second, seed);
        _linear = Hashing.MurmurRound(_third, seed);
    }

    /// <summary>A generator whose states are drawn from another one.</summary>
    public TauswortheHybrid(Random source)
    {
        _first = DrawLarge(source);
        _second = DrawLarge(source);
        _third = DrawLarge(source);
        _linear = Draw(source);
    }

    /// <inheritdoc/>
    public override double NextDouble() => Draw() * UintRange;

    /// <summary>In [0, 1), from the upper 23 bits, so that no rounding can reach 1.</summary>
    public override float NextSingle() => (Draw() >> 9) * (1f / (1 << 23));

    /// <summary>All 32 bits as a signed number.</summary>
    public int NextSigned() => (int)Draw();

    /// <inheritdoc/>
    public override int Next()
    {
        uint bits = Draw();
        // The sign bit is folded away rather than masked; the sequence depends on it.
        return (int)(bits + (bits & 0x80000000u));
    }

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        Contracts.CheckParam(maxValue >= 0, nameof(maxValue), "maxValue must be non-negative");
        return (int)(((ulong)Draw() * (ulong)maxValue) >> 32);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        Contracts.CheckParam(minValue <= maxValue, nameof(minValue), "minValue must be less than or equal to maxValue.");
        long range = (long)maxValue - minValue;
        return (int)((long)(NextDouble() * range) + minValue);
    }

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer)
    {
        Contracts.CheckValue(buffer, nameof(buffer));
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)Next();
        }
    }

    private static uint Draw(Random source)
    {
        uint upper = (uint)source.Next(1 << 16);
        return (upper << 16) | (uint)source.Next(1 << 16);
    }

    // A Tausworthe state below 128 would lose all its bits to the mask.
    private static uint DrawLarge(Random source)
    {
        uint drawn;
        do
        {
            drawn = Draw(source);
        }
        while (drawn < 128);
        return drawn;
    }

    private static uint Step(uint state, int left, int right, int shift, uint mask)
        => ((state & mask) << shift) ^ (((state << left) ^ state) >> right);

    private uint Draw()
    {
        _first = Step(_first, 13, 19, 12, ~1u);
        _second = Step(_second, 2, 25, 4, ~7u);
        _third = Step(_third, 3, 11, 17, ~15u);
        _linear = (_linear * 1664525u) + 1013904223u;
        return _first ^ _second ^ _third ^ _linear;
    }
}
