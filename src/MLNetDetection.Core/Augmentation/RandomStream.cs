namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// A small random stream whose numbers depend on its keys alone: the same on every machine and in every .NET version,
/// whatever the number of threads. A mutable struct: pass it by reference.
/// </summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood 2014) started from the mixed keys; not for secrets.</remarks>
public struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;
    private ulong _state;

    /// <summary>The stream of one image in one epoch.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="epoch">0-based epoch.</param>
    /// <param name="index">0-based image.</param>
    public RandomStream(long seed, long epoch = 0, long index = 0)
    {
        // Each key passes the mixer before the next is added, so that (0, 1) and (1, 0) are unrelated streams.
        ulong state = Mix(unchecked((ulong)seed + Golden));
        state = Mix(state ^ unchecked((ulong)epoch + (2 * Golden)));
        _state = Mix(state ^ unchecked((ulong)index + (3 * Golden)));
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="minimum"/>, <paramref name="maximum"/>); the minimum where both are equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is inverted or not finite.</exception>
    public double NextDouble(double minimum, double maximum)
    {
        if (!(double.IsFinite(maximum - minimum) && maximum >= minimum))
        {
            throw new ArgumentOutOfRangeException(nameof(maximum), $"[{minimum}, {maximum}) is no finite range.");
        }

        return minimum + ((maximum - minimum) * NextDouble());
    }

    /// <summary>Uniform in [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
    public float NextSingle(float minimum, float maximum) => (float)NextDouble(minimum, maximum);

    /// <summary>Uniform whole number in [0, <paramref name="exclusiveMaximum"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive.</exception>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);

        // The high half of a 64 x 32 bit product: its bias is below 2^-32, far under what any caller can see.
        return (int)Math.BigMul(NextBits(), (ulong)exclusiveMaximum, out _);
    }

    /// <summary>Uniform whole number in [<paramref name="minimum"/>, <paramref name="exclusiveMaximum"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int NextInt(int minimum, int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minimum, exclusiveMaximum);
        return (int)(minimum + (long)Math.BigMul(NextBits(), (ulong)((long)exclusiveMaximum - minimum), out _));
    }

    /// <summary>True with <paramref name="probability"/>, in [0, 1].</summary>
    public bool NextBool(double probability = 0.5) => NextDouble() < probability;

    /// <summary>Puts <paramref name="items"/> in a random order (Fisher-Yates).</summary>
    /// <typeparam name="T">Of the items.</typeparam>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
