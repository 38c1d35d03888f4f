namespace MLNetDetection.Core.Reports;

/// <summary>A table of text; the first column names each row.</summary>
public sealed class ReportTable
{
    private readonly List<string?[]> _rows = [];

    /// <summary>A table without rows.</summary>
    /// <param name="title">The heading above it, or null for none.</param>
    /// <param name="columns">At least one.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public ReportTable(string? title, params IEnumerable<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Title = title;
        Columns = [.. columns];
        if (Columns.Count == 0 || Columns.Contains(null!))
        {
            throw new ArgumentException("A table takes at least one column, and none that is null.", nameof(columns));
        }
    }

    /// <summary>The heading, or null.</summary>
    public string? Title { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The rows added so far, each a cell per column.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows => _rows;

    /// <summary>A sentence under the table, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One per column; missing ones at the end, and null ones, show as a dash.</param>
    /// <returns>This table, to add the next row.</returns>
    /// <exception cref="ArgumentException">There are more cells than columns.</exception>
    public ReportTable AddRow(params ReadOnlySpan<string?> cells)
    {
        if (cells.Length > Columns.Count)
        {
            throw new ArgumentException($"The row has {cells.Length} cells, the table {Columns.Count} columns.", nameof(cells));
        }

        string?[] row = new string?[Columns.Count];
        cells.CopyTo(row);
        _rows.Add(row);
        return this;
    }
}
