using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor with its own count of rows over another one, such as a filter.</summary>
internal abstract class LinkedRootCursorBase : RootCursorBase
{
    private readonly bool[] _active;
    private bool _disposed;

    protected LinkedRootCursorBase(IChannelProvider provider, DataViewRowCursor input, DataViewSchema schema, bool[] active)
        : base(provider)
    {
        Input = input;
        Schema = schema;
        _active = active;
    }

    public sealed override DataViewSchema Schema { get; }

    public override long Batch => Input.Batch;

    protected DataViewRowCursor Input { get; }

    public sealed override bool IsColumnActive(DataViewSchema.Column column)
    {
        Ch.Check(column.Index < Schema.Count);
        return _active[column.Index];
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        if (disposing)
        {
            Input.Dispose();
        }
        base.Dispose(disposing);
    }
}
