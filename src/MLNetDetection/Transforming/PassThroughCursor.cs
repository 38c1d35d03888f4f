using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Transforming;

/// <summary>The source's cursor under the output schema, for those who ask for none of the predicted columns: no network runs.</summary>
internal sealed class PassThroughCursor(DetectionSchema schema, DataViewRowCursor source, IEnumerable<DataViewSchema.Column> needed) : DataViewRowCursor
{
    private readonly ActiveColumns _active = new(schema, needed);
    private bool _disposed;

    public override DataViewSchema Schema => schema.Output;

    public override long Position => source.Position;

    public override long Batch => source.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column];

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _active.Check(column);
        return source.GetGetter<TValue>(schema.Input[column.Index]);
    }

    public override bool MoveNext() => source.MoveNext();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
