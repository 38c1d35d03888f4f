namespace MLNetDetection.Core.Reports;

/// <summary>
/// A square table of counts, each shaded by its share of the row: what agrees, on the diagonal, in another colour than the rest.
/// </summary>
public sealed class CountMatrix
{
    /// <summary>A matrix of the given counts.</summary>
    /// <param name="title">The heading, or null for none.</param>
    /// <param name="corner">What rows and columns are, such as "true \ predicted".</param>
    /// <param name="rows">Names of the rows.</param>
    /// <param name="columns">Names of the columns, as many as rows.</param>
    /// <param name="counts">[row, column], 0 or more.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public CountMatrix(string? title, string corner, IReadOnlyList<string> rows, IReadOnlyList<string> columns, int[,] counts)
    {
        ArgumentNullException.ThrowIfNull(corner);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(counts);
        if (rows.Count != columns.Count || counts.GetLength(0) != rows.Count || counts.GetLength(1) != columns.Count)
        {
            throw new ArgumentException($"{rows.Count} rows and {columns.Count} columns do not fit counts of {counts.GetLength(0)} x {counts.GetLength(1)}.", nameof(counts));
        }

        Title = title;
        Corner = corner;
        Rows = [.. rows];
        Columns = [.. columns];
        Counts = (int[,])counts.Clone();
    }

    /// <summary>The heading, or null.</summary>
    public string? Title { get; }

    /// <summary>What rows and columns are.</summary>
    public string Corner { get; }

    /// <summary>Names of the rows.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>A sentence under the table, or null.</summary>
    public string? Note { get; init; }

    internal int[,] Counts { get; }
}
