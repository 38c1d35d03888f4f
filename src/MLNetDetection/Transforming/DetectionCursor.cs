using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Transforming;

/// <summary>Runs the network once over each batch of rows, while the next is read, and hands the rows out one by one.</summary>
internal sealed class DetectionCursor : DataViewRowCursor
{
    private readonly SsdTransformer _transformer;
    private readonly DetectionSchema _schema;
    private readonly ActiveColumns _active;
    private readonly RowReader _rows;
    private IReadOnlyList<Detection>[] _detections = [];
    private int _row = -1;
    private long _position = -1;
    private bool _done;
    private bool _disposed;

    public DetectionCursor(SsdTransformer transformer, DetectionSchema schema, DataViewRowCursor source, DataViewSchema.Column[] needed)
    {
        _transformer = transformer;
        _schema = schema;
        _active = new ActiveColumns(schema, needed);
        _rows = new RowReader(schema, source, schema.Dependencies(needed), transformer.BatchSize);
    }

    public override DataViewSchema Schema => _schema.Output;

    public override long Position => _position;

    public override long Batch => _position >= 0 ? _rows.Batch(CurrentSlot()) : 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _rows.Id(CurrentSlot());

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _active.Check(column);
        Delegate getter = _schema.IsPredicted(column) ? PredictedGetter(column.Index) : _rows.Column(column.Index).Getter(CurrentSlot);
        return ActiveColumns.Typed<TValue>(getter, column);
    }

    public override bool MoveNext()
    {
        if (_done)
        {
            return false;
        }

        _row++;
        if (_row >= _detections.Length && !NextBatch())
        {
            _done = true;
            _position = -1;
            return false;
        }

        _position++;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _done = true;
            _position = -1;
            // The images are not ours to dispose: they may be objects of the caller, or of a cache.
            _rows.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextBatch()
    {
        _row = 0;
        _detections = [];
        try
        {
            if (!_rows.Next())
            {
                return false;
            }

            if (_transformer.ReadsAhead)
            {
                _rows.ReadAhead();
            }

            _detections = _transformer.Detect(_rows.Pictures);
            return true;
        }
        catch
        {
            // No batch is left out silently: after a fault there are no more rows.
            (_done, _position) = (true, -1);
            throw;
        }
        finally
        {
            _rows.ForgetPictures();
        }
    }

    private int CurrentSlot() => _position >= 0
        ? _rows.Slot(_row)
        : throw new InvalidOperationException("Cannot call a getter before MoveNext was called or after it returned false.");

    private IReadOnlyList<Detection> Current() => _detections[CurrentSlot() - _rows.Slot(0)];

    private Delegate PredictedGetter(int index) =>
        index == _schema.LabelIndex ? (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> v) => PredictionColumns.WriteLabels(Current(), ref v))
        : index == _schema.BoxesIndex ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> v) => PredictionColumns.WriteBoxes(Current(), ref v))
        : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> v) => PredictionColumns.WriteScores(Current(), ref v));
}
