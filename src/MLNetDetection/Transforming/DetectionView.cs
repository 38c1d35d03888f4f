using Microsoft.ML;

namespace MLNetDetection.Transforming;

/// <summary>A data view with the detector's columns behind the source's own; nothing is computed before a cursor asks.</summary>
internal sealed class DetectionView : IDataView
{
    private readonly SsdTransformer _transformer;
    private readonly IDataView _source;
    private readonly DetectionSchema _schema;

    public DetectionView(SsdTransformer transformer, IDataView source)
    {
        _transformer = transformer;
        _source = source;
        _schema = transformer.Bind(source.Schema);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _schema.Output;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        DataViewRowCursor source = _source.GetRowCursor(_schema.Dependencies(needed), rand);
        return needed.Any(_schema.IsPredicted)
            ? new DetectionCursor(_transformer, _schema, source, needed)
            : new PassThroughCursor(_schema, source, needed);
    }

    // One cursor is a legal answer: the network already uses every core for one batch.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
