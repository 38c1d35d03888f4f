using Microsoft.ML;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Evaluation;

/// <summary>Adds the objects of the row that a cursor stands on.</summary>
internal sealed class GroundTruthRowReader
{
    private readonly BoxRowReader _boxes;
    private readonly ValueColumn<bool>? _difficult;
    private readonly ValueColumn<bool>? _crowd;
    private readonly ValueColumn<float>? _area;

    public GroundTruthRowReader(DataViewRow row, ObjectDetectionEvaluationOptions options, ClassDictionary classes, string[]? keyNames)
    {
        DataViewSchema schema = row.Schema;
        LabelColumn labels = new(row, schema[options.LabelColumnName], classes, keyNames);
        DataViewSchema.Column? image = options.ImageColumnName is { } name ? schema[name] : null;
        _boxes = new BoxRowReader(row, labels, schema[options.BoundingBoxColumnName], image);
        _difficult = ValueColumn<bool>.Optional(row, options.DifficultColumnName);
        _crowd = ValueColumn<bool>.Optional(row, options.IsCrowdColumnName);
        _area = ValueColumn<float>.Optional(row, options.AreaColumnName);
    }

    /// <summary>The columns that the cursor must have active.</summary>
    public static IEnumerable<DataViewSchema.Column> Needed(DataViewSchema schema, ObjectDetectionEvaluationOptions options)
    {
        yield return EvaluationColumns.Label(schema, "label", options.LabelColumnName);
        yield return EvaluationColumns.Boxes(schema, "bounding box", options.BoundingBoxColumnName);
        if (options.ImageColumnName is { } image)
        {
            yield return EvaluationColumns.Image(schema, image);
        }

        DataViewSchema.Column?[] optional =
        [
            ValueColumn<bool>.Find(schema, options.DifficultColumnName), ValueColumn<bool>.Find(schema, options.IsCrowdColumnName),
            ValueColumn<float>.Find(schema, options.AreaColumnName),
        ];
        foreach (DataViewSchema.Column? column in optional)
        {
            if (column is { } present)
            {
                yield return present;
            }
        }
    }

    public void AddTo(EvaluationImages images, Func<string> name)
    {
        _boxes.Read(name);
        bool[]? difficult = _boxes.Values(_difficult, name), crowd = _boxes.Values(_crowd, name);
        float[]? areas = _boxes.Values(_area, name);
        images.Open(_boxes.Image, name);
        for (int i = 0; i < _boxes.Classes.Length; i++)
        {
            if (_boxes.Classes[i] < 0)
            {
                continue;
            }

            (double x, double y, double width, double height) = _boxes.Box(i, name);
            double area = areas?[i] ?? width * height;
            if (!(area >= 0 && double.IsFinite(area)))
            {
                throw new InvalidDataException($"In {name()}, column '{_area!.Name}', the area {i} is {area}: it must be finite and not negative.");
            }

            images.Builder.AddGroundTruth(
                images.Of(_boxes.Image, i, name, mayBeNew: true),
                new GroundTruthBox(x, y, width, height, _boxes.Classes[i], area, crowd?[i] ?? false, difficult?[i] ?? false));
        }
    }
}
