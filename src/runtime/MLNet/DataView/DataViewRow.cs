using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>One row of a data view, read through getters; the getters follow the row as it moves.</summary>
public abstract class DataViewRow : IDisposable
{
    /// <summary>For derived rows.</summary>
    protected DataViewRow()
    {
    }

    /// <summary>The number of the row within its cursor, from 0; -1 before the first and after the last.</summary>
    public abstract long Position { get; }

    /// <summary>A number that puts the rows of several cursors of one set back into order.</summary>
    public abstract long Batch { get; }

    /// <summary>The columns of this row.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <summary>A getter of a row's identity, the same however the rows are ordered.</summary>
    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    /// <summary>Whether a getter of the column may be asked for.</summary>
    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <summary>A getter of an active column; <typeparamref name="TValue"/> is its type's RawType.</summary>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    /// <summary>Releases what the row holds; a second call does nothing.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Overridden by rows that hold resources.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
