using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Data.Images;

/// <summary>The source's cursor with an image for each row, loaded when it is asked for.</summary>
internal sealed class LoadedImageCursor(LoadedImageSchema schema, DataViewRowCursor source, IEnumerable<DataViewSchema.Column> needed) : DataViewRowCursor
{
    private readonly LoadedImageColumns _columns = new(schema, source, needed);
    private bool _disposed;

    public override DataViewSchema Schema => schema.Output;

    public override long Position => source.Position;

    public override long Batch => source.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.Getter<TValue>(column);

    public override bool MoveNext() => source.MoveNext();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _columns.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
