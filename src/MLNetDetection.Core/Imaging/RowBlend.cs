using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNetDetection.Core.Imaging;

/// <summary>The weighted sum of picture rows: the vertical half of a resampling.</summary>
internal static class RowBlend
{
    /// <summary>sums[i] = the sum over k of weights[k] * rows[k * stride + i].</summary>
    public static void Blend(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<float> weights, Span<float> sums)
    {
        // One check for all the unchecked reads below.
        _ = rows.Slice((weights.Length - 1) * stride, sums.Length);
        ref byte source = ref MemoryMarshal.GetReference(rows);
        ref float target = ref MemoryMarshal.GetReference(sums);
        int i = 0, lanes = Vector<float>.Count;
        for (; i <= sums.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<float> a = default, b = default, c = default, d = default;
            for (int k = 0; k < weights.Length; k++)
            {
                Vector<byte> bytes = Vector.LoadUnsafe(ref source, (nuint)((k * stride) + i));
                Vector.Widen(bytes, out Vector<ushort> low, out Vector<ushort> high);
                Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
                Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);

                // As signed numbers, since processors before AVX-512 convert only those.
                Vector<float> weight = new(weights[k]);
                a = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(first)), weight, a);
                b = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(second)), weight, b);
                c = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(third)), weight, c);
                d = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)), weight, d);
            }

            a.StoreUnsafe(ref target, (nuint)i);
            b.StoreUnsafe(ref target, (nuint)(i + lanes));
            c.StoreUnsafe(ref target, (nuint)(i + (2 * lanes)));
            d.StoreUnsafe(ref target, (nuint)(i + (3 * lanes)));
        }

        for (; i < sums.Length; i++)
        {
            float sum = 0;
            for (int k = 0; k < weights.Length; k++)
            {
                sum = float.MultiplyAddEstimate(Unsafe.Add(ref source, (k * stride) + i), weights[k], sum);
            }

            sums[i] = sum;
        }
    }
}
