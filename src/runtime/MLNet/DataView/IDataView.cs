namespace Microsoft.ML;

/// <summary>A table that is read lazily, row by row, through cursors; reading it never changes it.</summary>
public interface IDataView
{
    /// <summary>Whether a cursor given a random generator may return the rows in another order.</summary>
    bool CanShuffle { get; }

    /// <summary>The columns of every row.</summary>
    DataViewSchema Schema { get; }

    /// <summary>The number of rows, or null where only reading them all would tell.</summary>
    long? GetRowCount();

    /// <summary>A cursor in front of the first row; only <paramref name="columnsNeeded"/> are certain to be readable.</summary>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    /// <summary>Up to <paramref name="n"/> cursors that together return each row once.</summary>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
}
