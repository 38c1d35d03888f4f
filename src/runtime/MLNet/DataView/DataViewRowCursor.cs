namespace Microsoft.ML;

/// <summary>A row that moves forwards through a data view.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    /// <summary>For derived cursors.</summary>
    protected DataViewRowCursor()
    {
    }

    /// <summary>Moves to the next row; false after the last one.</summary>
    public abstract bool MoveNext();
}
