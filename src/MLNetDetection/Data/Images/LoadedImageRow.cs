using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Data.Images;

/// <summary>One row with its image.</summary>
internal sealed class LoadedImageRow(LoadedImageSchema schema, DataViewRow input, IEnumerable<DataViewSchema.Column> needed) : DataViewRow
{
    private readonly LoadedImageColumns _columns = new(schema, input, needed);
    private bool _disposed;

    public override DataViewSchema Schema => schema.Output;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.Getter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _columns.Dispose();
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
