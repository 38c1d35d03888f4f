using System.Numerics;
using System.Runtime.InteropServices;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary><see cref="UnitNormStep"/> on float32 channels-last numbers.</summary>
internal sealed class UnitNorm(float[] weight)
{
    public void Run(ReadOnlySpan<float> source, Span<float> target)
    {
        for (int at = 0; at < source.Length; at += weight.Length)
        {
            ReadOnlySpan<float> cell = source.Slice(at, weight.Length);
            Scale(cell, 1 / (MathF.Sqrt(SumOfSquares(cell)) + UnitNormStep.Epsilon), target.Slice(at, weight.Length));
        }
    }

    private static float SumOfSquares(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> sums = Vector<float>.Zero;
        foreach (Vector<float> vector in vectors)
        {
            sums += vector * vector;
        }

        float sum = Vector.Sum(sums);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            sum += value * value;
        }

        return sum;
    }

    private void Scale(ReadOnlySpan<float> source, float factor, Span<float> target)
    {
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(source), weights = MemoryMarshal.Cast<float, Vector<float>>(weight.AsSpan());
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i] * factor * weights[i];
        }

        for (int i = from.Length * Vector<float>.Count; i < source.Length; i++)
        {
            target[i] = source[i] * factor * weight[i];
        }
    }
}
