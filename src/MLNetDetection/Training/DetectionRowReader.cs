using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Data;

namespace MLNetDetection.Training;

/// <summary>Reads the image and the objects of the row that a cursor stands on, and checks them.</summary>
internal sealed class DetectionRowReader
{
    private readonly SsdTrainer.Options _options;
    private readonly DataReport _report;
    private readonly ValueGetter<MLImage> _image;
    private readonly ValueGetter<MLImage>? _sourceImage;
    private readonly ValueGetter<VBuffer<uint>> _label;
    private readonly ValueGetter<VBuffer<float>> _boxes;
    private readonly ValueGetter<VBuffer<bool>>? _difficult;
    private MLImage? _imageValue;
    private MLImage? _sourceValue;
    private VBuffer<uint> _labelValue;
    private VBuffer<float> _boxesValue;
    private VBuffer<bool> _difficultValue;

    public DetectionRowReader(DataViewRow row, SsdTrainer.Options options, DataReport report)
    {
        _options = options;
        _report = report;
        DataViewSchema schema = row.Schema;
        _image = row.GetGetter<MLImage>(schema[options.ImageColumnName]);
        _sourceImage = options.SourceImageColumnName is { } source ? row.GetGetter<MLImage>(schema[source]) : null;
        _label = row.GetGetter<VBuffer<uint>>(schema[options.LabelColumnName]);
        _boxes = row.GetGetter<VBuffer<float>>(schema[options.BoundingBoxColumnName]);
        _difficult = DifficultColumn(schema, options) is { } difficult ? row.GetGetter<VBuffer<bool>>(difficult) : null;
    }

    /// <summary>The columns that the cursor must have active.</summary>
    public static IEnumerable<DataViewSchema.Column> Needed(DataViewSchema schema, SsdTrainer.Options options)
    {
        yield return schema[options.ImageColumnName];
        yield return schema[options.LabelColumnName];
        yield return schema[options.BoundingBoxColumnName];
        if (options.SourceImageColumnName is { } source)
        {
            yield return schema[source];
        }

        if (DifficultColumn(schema, options) is { } difficult)
        {
            yield return difficult;
        }
    }

    /// <summary>The row's image and objects, or null where the policy leaves the row out.</summary>
    public (PixelImage Image, List<AnnotatedObject> Objects)? Read(Func<string> name)
    {
        if (!TryReadImages(name, out Exception? fault))
        {
            if (_options.OnBadImage == BadDataPolicy.Fail)
            {
                throw new InvalidDataException($"The image of {name()} cannot be read: {fault?.Message ?? $"column '{_options.ImageColumnName}' holds none."}"
                    + $" Mend it, or set {nameof(SsdTrainer.Options.OnBadImage)} to {nameof(BadDataPolicy.Skip)}.", fault);
            }

            _report.Add("images that could not be read were left out", $"{name()}: {fault?.Message ?? "no image"}");
            return null;
        }

        return (_imageValue!.ToPixelImage(), ReadObjects(name));
    }

    private static DataViewSchema.Column? DifficultColumn(DataViewSchema schema, SsdTrainer.Options options) =>
        schema.GetColumnOrNull(options.DifficultColumnName) is { Type: VectorDataViewType { ItemType: BooleanDataViewType } } column ? column : null;

    private bool TryReadImages(Func<string> name, out Exception? fault)
    {
        fault = null;
        try
        {
            _image(ref _imageValue!);
            _sourceImage?.Invoke(ref _sourceValue!);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // A getter runs the user's whole pipeline: LoadImages throws whatever its decoder or the file system does.
            fault = e;
            return false;
        }

        return _imageValue is not null && (_sourceImage is null || _sourceValue is not null);
    }

    private List<AnnotatedObject> ReadObjects(Func<string> name)
    {
        _label(ref _labelValue);
        _boxes(ref _boxesValue);
        _difficult?.Invoke(ref _difficultValue);
        int count = _labelValue.Length;
        CheckCounts(name, count);
        float[] boxes = _boxesValue.DenseValues().ToArray();
        uint[] labels = _labelValue.DenseValues().ToArray();
        bool[]? difficult = _difficult is null ? null : _difficultValue.DenseValues().ToArray();
        (int width, int height) = _sourceValue is { } source ? (source.Width, source.Height) : (_imageValue!.Width, _imageValue.Height);
        ResizeMapping? mapping = _options.Geometry.Map(width, height, _imageValue!.Width, _imageValue.Height);
        var objects = new List<AnnotatedObject>(count);
        for (int i = 0; i < count; i++)
        {
            var box = new BoxXyxy(boxes[4 * i], boxes[(4 * i) + 1], boxes[(4 * i) + 2], boxes[(4 * i) + 3]);
            if (Usable(name, i, box, labels[i], width, height) is not { } clipped)
            {
                continue;
            }

            BoxXyxy inImage = mapping is null ? clipped : mapping.Value.ToTarget(clipped).Clip(_imageValue.Width, _imageValue.Height);
            if (inImage.IsProper)
            {
                objects.Add(new AnnotatedObject(inImage, (int)labels[i] - 1, difficult is not null && difficult[i]));
            }
            else
            {
                _report.Add("boxes lie wholly in the part that ResizeImages cut away", $"{name()}, box {i}");
            }
        }

        return objects;
    }

    private void CheckCounts(Func<string> name, int count)
    {
        if (_boxesValue.Length != 4 * (long)count)
        {
            throw new InvalidDataException($"{Capital(name())} has {count} labels in column '{_options.LabelColumnName}' and {_boxesValue.Length} numbers in column "
                + $"'{_options.BoundingBoxColumnName}', which must be 4 for each label: x0 y0 x1 y1.");
        }

        if (_difficult is not null && _difficultValue.Length != count)
        {
            throw new InvalidDataException($"{Capital(name())} has {count} labels and {_difficultValue.Length} values in column '{_options.DifficultColumnName}', which must be one for each label.");
        }
    }

    /// <summary>The box clipped to the image, or null where it is left out.</summary>
    private BoxXyxy? Usable(Func<string> name, int index, BoxXyxy box, uint label, int width, int height)
    {
        BoxXyxy clipped = box.Clip(width, height);
        string? fault = label == 0 ? "has a label that is not among the key values"
            : !box.IsProper ? "has no area"
            : !clipped.IsProper ? $"lies outside its image of {width}x{height}"
            : null;
        if (fault is null)
        {
            if (clipped != box)
            {
                _report.Add("boxes reached over the edge of their image and were clipped", $"{name()}, box {index} ({Describe(box)})");
            }

            return clipped;
        }

        string message = $"box {index} of {name()}, ({Describe(box)}), {fault}";
        if (_options.OnBadBox == BadDataPolicy.Fail)
        {
            throw new InvalidDataException($"{Capital(message)}. Mend it, or set {nameof(SsdTrainer.Options.OnBadBox)} to {nameof(BadDataPolicy.Skip)}.");
        }

        _report.Add("boxes that cannot be learnt from were left out", message);
        return null;
    }

    private static string Describe(BoxXyxy box) => FormattableString.Invariant($"{box.X1} {box.Y1} {box.X2} {box.Y2}");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
