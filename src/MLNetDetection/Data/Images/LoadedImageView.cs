using Microsoft.ML;

namespace MLNetDetection.Data.Images;

/// <summary>A data view with the image column behind the source's own; no file is opened before a cursor asks.</summary>
internal sealed class LoadedImageView(LoadedImageSchema schema, IDataView source) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => schema.Output;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return new LoadedImageCursor(schema, source.GetRowCursor(schema.Dependencies(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
