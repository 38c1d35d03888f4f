using System.Numerics;

namespace Microsoft.ML.Runtime;

/// <summary>
/// ML.NET's hash of text: MurmurHash3 over the text's UTF-8 bytes. Characters beyond ASCII enter the four-byte blocks in
/// ML.NET's own order, and surrogates one by one; both must stay as they are, since splits depend on them.
/// </summary>
internal static class TextHash
{
    public static uint Of(uint seed, ReadOnlySpan<char> text)
    {
        uint hash = seed;
        int length = 0;
        ulong pending = 0;
        int bits = 0;
        foreach (char c in text)
        {
            Append(c, ref pending, ref bits);
            if (bits >= 32)
            {
                hash = Hashing.MurmurRound(hash, (uint)pending);
                pending >>= 32;
                bits -= 32;
                length += 4;
            }
        }
        length += bits / 8;
        if ((length & 3) != 0)
        {
            uint tail = (uint)pending & (uint)((1UL << (8 * (length & 3))) - 1);
            hash ^= BitOperations.RotateLeft(tail * 0xcc9e2d51u, 15) * 0x1b873593u;
        }
        return Hashing.MixHash(hash, length);
    }

    private static void Append(uint c, ref ulong pending, ref int bits)
    {
        if (c < 0x80)
        {
            pending |= (ulong)c << bits;
            bits += 8;
        }
        else if (c < 0x800)
        {
            // The two bytes with the leading one on top; then the whole block's bytes are swapped around.
            uint encoded = 0xc080u | ((c & 0x7c0) << 2) | (c & 0x3f);
            pending |= (ulong)encoded << bits;
            pending = ((pending & 0xff) << 8) | (pending >> 8);
            bits += 16;
        }
        else
        {
            uint encoded = 0xe08080u | ((c & 0xf000) << 4) | ((c & 0xfc0) << 2) | (c & 0x3f);
            pending |= (ulong)encoded << bits;
            pending = ((pending & 0xff) << 16) | (((pending >> 8) & 0xff) << 8) | (pending >> 16);
            bits += 24;
        }
    }
}
