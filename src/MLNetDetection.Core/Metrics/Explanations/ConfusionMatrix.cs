namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>
/// What objects were taken for. A detection that finds an object of its class counts on the diagonal, exactly as in average
/// precision; of the rest, the pairs of two classes with the greatest IoU are confusions; what then remains is missed, or a
/// false alarm on background.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    internal ConfusionMatrix(IReadOnlyList<int> classIds, int[,] counts, double score)
    {
        ClassIds = classIds;
        _counts = counts;
        Score = score;
    }

    /// <summary>The classes in the order of rows and columns; background comes after the last.</summary>
    public IReadOnlyList<int> ClassIds { get; }

    /// <summary>The least score of a detection that counts.</summary>
    public double Score { get; }

    /// <summary>The row or column of background: objects missed, or detections where no object is.</summary>
    public int Background => ClassIds.Count;

    /// <summary>How many objects of a true class were taken for another.</summary>
    /// <param name="truth">Row: an index into ClassIds, or Background.</param>
    /// <param name="predicted">Column: an index into ClassIds, or Background.</param>
    /// <exception cref="IndexOutOfRangeException">Either is outside 0 to Background.</exception>
    public int this[int truth, int predicted] => _counts[truth, predicted];

    /// <summary>The sum of a row: objects of the class, or detections on background.</summary>
    public int RowSum(int truth) => Enumerable.Range(0, Background + 1).Sum(column => _counts[truth, column]);

    /// <summary>The sum of a column: detections of the class, or objects missed.</summary>
    public int ColumnSum(int predicted) => Enumerable.Range(0, Background + 1).Sum(row => _counts[row, predicted]);
}
