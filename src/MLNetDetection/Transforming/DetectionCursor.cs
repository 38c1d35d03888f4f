using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Transforming;

/// <summary>Reads a batch of rows ahead, runs the network once over it, and hands the rows out one by one.</summary>
internal sealed class DetectionCursor : DataViewRowCursor
{
    private readonly SsdTransformer _transformer;
    private readonly DetectionSchema _schema;
    private readonly DataViewRowCursor _source;
    private readonly ActiveColumns _active;
    private readonly Dictionary<int, ColumnBuffer> _buffers = [];
    private readonly ColumnBuffer<MLImage> _images;
    private readonly ColumnBuffer<MLImage>? _sourceImages;
    private readonly ValueGetter<DataViewRowId> _sourceId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private IReadOnlyList<Detection>[] _detections = [];
    private int _slot = -1;
    private int _filled;
    private long _position = -1;
    private bool _done;
    private bool _disposed;

    public DetectionCursor(SsdTransformer transformer, DetectionSchema schema, DataViewRowCursor source, DataViewSchema.Column[] needed)
    {
        _transformer = transformer;
        _schema = schema;
        _source = source;
        _active = new ActiveColumns(schema, needed);
        int capacity = transformer.BatchSize;
        foreach (DataViewSchema.Column column in schema.Dependencies(needed))
        {
            _buffers[column.Index] = ColumnBuffer.Create(source, column, capacity);
        }

        _images = (ColumnBuffer<MLImage>)_buffers[schema.Image.Index];
        _sourceImages = schema.SourceImage is { } sourceImage ? (ColumnBuffer<MLImage>)_buffers[sourceImage.Index] : null;
        _sourceId = source.GetIdGetter();
        _ids = new DataViewRowId[capacity];
        _batches = new long[capacity];
    }

    public override DataViewSchema Schema => _schema.Output;

    public override long Position => _position;

    public override long Batch => _slot >= 0 && _slot < _filled ? _batches[_slot] : 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[CurrentSlot()];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _active.Check(column);
        Delegate getter = _schema.IsPredicted(column) ? PredictedGetter(column.Index) : _buffers[column.Index].Getter(CurrentSlot);
        return ActiveColumns.Typed<TValue>(getter, column);
    }

    public override bool MoveNext()
    {
        if (_done)
        {
            return false;
        }

        _slot++;
        if (_slot >= _filled && !Fill())
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
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        _slot = 0;
        _filled = 0;
        while (_filled < _ids.Length && _source.MoveNext())
        {
            foreach (ColumnBuffer buffer in _buffers.Values)
            {
                buffer.Read(_filled);
            }

            _sourceId(ref _ids[_filled]);
            _batches[_filled] = _source.Batch;
            _filled++;
        }

        if (_filled == 0)
        {
            return false;
        }

        var images = new (MLImage Image, MLImage? Source)[_filled];
        for (int i = 0; i < _filled; i++)
        {
            images[i] = (_images[i] ?? throw NoImage(i), _sourceImages?[i]);
        }

        _detections = _transformer.Detect(images);
        return true;
    }

    private InvalidDataException NoImage(int slot) => new($"Row {_position + 1 + slot} has no image in column '{_schema.Image.Name}'.");

    private int CurrentSlot() => _position >= 0
        ? _slot
        : throw new InvalidOperationException("Cannot call a getter before MoveNext was called or after it returned false.");

    private Delegate PredictedGetter(int index) =>
        index == _schema.LabelIndex ? (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> v) => PredictionColumns.WriteLabels(_detections[CurrentSlot()], ref v))
        : index == _schema.BoxesIndex ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> v) => PredictionColumns.WriteBoxes(_detections[CurrentSlot()], ref v))
        : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> v) => PredictionColumns.WriteScores(_detections[CurrentSlot()], ref v));
}
