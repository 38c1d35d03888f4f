using System.Buffers;
using System.Numerics;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// The probabilities of those boxes that any class may want, row by row: [R, C] with rows filled up to whole vectors by zeros. A
/// box whose logits show that no class passes its threshold never gets an exponential.
/// </summary>
internal sealed class ScoreTable : IDisposable
{
    // A softmax in float32 is off by a few units in its last place: rows this near to the bound, in logits, are computed.
    private const float Slack = 1e-3f;

    private readonly int _stride;
    private float[] _scores;
    private int[] _rows;

    private ScoreTable(int boxes, int classes)
    {
        Classes = classes;
        _stride = (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _rows = ArrayPool<int>.Shared.Rent(boxes);
        _scores = ArrayPool<float>.Shared.Rent(16 * _stride);
    }

    /// <summary>C.</summary>
    public int Classes { get; }

    /// <summary>R.</summary>
    public int Count { get; private set; }

    /// <summary>The box of a row.</summary>
    public int Box(int row) => _rows[row];

    /// <summary>A row's scores, C and the zeros that fill up its last vector.</summary>
    public ReadOnlySpan<float> Scores(int row) => _scores.AsSpan(row * _stride, _stride);

    /// <summary>Reads [A, K] numbers.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="columns">K.</param>
    /// <param name="firstColumn">Of class 0; those before it are no classes.</param>
    /// <param name="threshold">The lowest of any class.</param>
    public static ScoreTable Read(ReadOnlySpan<float> values, ScoreKind kind, int columns, int firstColumn, float threshold)
    {
        int boxes = values.Length / columns;
        var table = new ScoreTable(boxes, Math.Max(0, columns - firstColumn));
        if (table.Classes > 0)
        {
            float bound = kind == ScoreKind.Probability ? threshold : MathF.Log(threshold / (1 - threshold)) - Slack;
            for (int box = 0; box < boxes; box++)
            {
                table.Add(box, values.Slice(box * columns, columns), kind, firstColumn, bound);
            }
        }

        return table;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_rows);
        ArrayPool<float>.Shared.Return(_scores);
        (_rows, _scores, Count) = ([], [], 0);
    }

    private void Add(int box, ReadOnlySpan<float> values, ScoreKind kind, int firstColumn, float bound)
    {
        ReadOnlySpan<float> classes = values[firstColumn..], others = values[..firstColumn];
        if (kind == ScoreKind.SoftmaxLogit)
        {
            // p = e^l / (e^l + e^background + ...) is over t only where l - background is over log(t / (1 - t)).
            bound = others.Length > 0 ? bound + others[0] : float.NegativeInfinity;
        }

        if (!AnyOver(classes, bound))
        {
            return;
        }

        if ((Count + 1) * _stride > _scores.Length)
        {
            Grow();
        }

        Span<float> row = _scores.AsSpan(Count * _stride, _stride);
        classes.CopyTo(row);
        row[classes.Length..].Fill(kind == ScoreKind.Probability ? 0 : float.NegativeInfinity);
        if (kind == ScoreKind.SoftmaxLogit)
        {
            Softmax(row, others);
        }
        else if (kind == ScoreKind.SigmoidLogit)
        {
            Sigmoid(row);
        }

        _rows[Count++] = box;
    }

    private static bool AnyOver(ReadOnlySpan<float> values, float bound)
    {
        int lanes = Vector<float>.Count, i = 0;
        if (values.Length < lanes)
        {
            foreach (float value in values)
            {
                if (value > bound)
                {
                    return true;
                }
            }

            return false;
        }

        Vector<float> bounds = new(bound);
        for (; i <= values.Length - lanes; i += lanes)
        {
            if (Vector.GreaterThanAny(new Vector<float>(values[i..]), bounds))
            {
                return true;
            }
        }

        return Vector.GreaterThanAny(new Vector<float>(values[^lanes..]), bounds); // overlaps, where values are no whole vectors
    }

    private static void Softmax(Span<float> row, ReadOnlySpan<float> others)
    {
        Vector<float> largest = new(float.NegativeInfinity);
        for (int i = 0; i < row.Length; i += Vector<float>.Count)
        {
            largest = Vector.Max(largest, new Vector<float>(row[i..]));
        }

        float top = float.NegativeInfinity;
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            top = MathF.Max(top, largest[i]);
        }

        foreach (float other in others)
        {
            top = MathF.Max(top, other);
        }

        Vector<float> tops = new(top), sums = Vector<float>.Zero;
        for (int i = 0; i < row.Length; i += Vector<float>.Count)
        {
            Vector<float> power = Vector.Exp(new Vector<float>(row[i..]) - tops);
            sums += power;
            power.CopyTo(row[i..]);
        }

        float sum = Vector.Sum(sums);
        foreach (float other in others)
        {
            sum += MathF.Exp(other - top);
        }

        Vector<float> divisor = new(sum);
        for (int i = 0; i < row.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(row[i..]) / divisor).CopyTo(row[i..]);
        }
    }

    private static void Sigmoid(Span<float> row)
    {
        for (int i = 0; i < row.Length; i += Vector<float>.Count)
        {
            (Vector<float>.One / (Vector<float>.One + Vector.Exp(-new Vector<float>(row[i..])))).CopyTo(row[i..]);
        }
    }

    private void Grow()
    {
        float[] larger = ArrayPool<float>.Shared.Rent(checked(_scores.Length * 2));
        _scores.AsSpan(0, Count * _stride).CopyTo(larger);
        ArrayPool<float>.Shared.Return(_scores);
        _scores = larger;
    }
}
