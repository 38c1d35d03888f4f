using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Transforming;

/// <summary>A row whose predicted columns are computed once for each position of the row below it.</summary>
internal sealed class DetectionMappedRow : DataViewRow
{
    private readonly SsdTransformer _transformer;
    private readonly DetectionSchema _schema;
    private readonly DataViewRow _input;
    private readonly ActiveColumns _active;
    private readonly ValueGetter<MLImage>? _image;
    private readonly ValueGetter<MLImage>? _sourceImage;
    private MLImage? _imageValue;
    private MLImage? _sourceValue;
    private IReadOnlyList<Detection> _detections = [];
    private long _detectedPosition = long.MinValue;
    private bool _disposed;

    public DetectionMappedRow(SsdTransformer transformer, DetectionSchema schema, DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _transformer = transformer;
        _schema = schema;
        _input = input;
        DataViewSchema.Column[] needed = [.. activeColumns];
        _active = new ActiveColumns(schema, needed);
        if (needed.Any(schema.IsPredicted))
        {
            _image = input.GetGetter<MLImage>(schema.Image);
            _sourceImage = schema.SourceImage is { } source ? input.GetGetter<MLImage>(source) : null;
        }
    }

    public override DataViewSchema Schema => _schema.Output;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column];

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _active.Check(column);
        if (!_schema.IsPredicted(column))
        {
            return _input.GetGetter<TValue>(_schema.Input[column.Index]);
        }

        Delegate getter = column.Index == _schema.LabelIndex ? (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> v) => PredictionColumns.WriteLabels(Detections(), ref v))
            : column.Index == _schema.BoxesIndex ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> v) => PredictionColumns.WriteBoxes(Detections(), ref v))
            : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> v) => PredictionColumns.WriteScores(Detections(), ref v));
        return ActiveColumns.Typed<TValue>(getter, column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private IReadOnlyList<Detection> Detections()
    {
        if (_detectedPosition != _input.Position)
        {
            _image!(ref _imageValue!);
            _sourceImage?.Invoke(ref _sourceValue!);
            MLImage image = _imageValue ?? throw new InvalidDataException($"The row has no image in column '{_schema.Image.Name}'.");
            (int, int)? size = _sourceValue is null ? null : (_sourceValue.Width, _sourceValue.Height);
            _detections = _transformer.Detect([new RowPicture(image.ToPixelImage(), size)])[0];
            _detectedPosition = _input.Position;
        }

        return _detections;
    }
}
