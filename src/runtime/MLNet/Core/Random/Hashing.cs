using System.Numerics;

namespace Microsoft.ML.Runtime;

/// <summary>The 32-bit MurmurHash3 (Austin Appleby, public domain).</summary>
internal static class Hashing
{
    /// <summary>Mixes four bytes into a hash.</summary>
    public static uint MurmurRound(uint hash, uint chunk)
    {
        chunk = BitOperations.RotateLeft(chunk * 0xcc9e2d51u, 15) * 0x1b873593u;
        return (BitOperations.RotateLeft(hash ^ chunk, 13) * 5u) + 0xe6546b64u;
    }

    /// <summary>Finishes a hash of <paramref name="length"/> bytes.</summary>
    public static uint MixHash(uint hash, int length)
    {
        hash ^= (uint)length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        return hash ^ (hash >> 16);
    }
}
