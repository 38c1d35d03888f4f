using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Data;

namespace MLNetDetection.Evaluation;

/// <summary>Reads the truth and the predictions of the row that a cursor stands on. Images are not touched.</summary>
internal sealed class EvaluationRowReader
{
    private const string LabelVector = "vector of keys (uint) or of text, one per object";
    private readonly ObjectDetectionEvaluationOptions _options;
    private readonly LabelVectorReader _labels;
    private readonly LabelVectorReader _predictedLabels;
    private readonly ValueGetter<VBuffer<float>> _boxes;
    private readonly ValueGetter<VBuffer<float>> _predictedBoxes;
    private readonly ValueGetter<VBuffer<float>> _scores;
    private readonly ValueGetter<VBuffer<bool>>? _difficult;
    private readonly ValueGetter<VBuffer<bool>>? _crowd;
    private readonly ValueGetter<VBuffer<float>>? _area;
    private VBuffer<float> _floats;
    private VBuffer<bool> _flags;

    public EvaluationRowReader(DataViewRow row, ObjectDetectionEvaluationOptions options, ClassDictionary classes)
    {
        _options = options;
        DataViewSchema schema = row.Schema;
        _labels = new LabelVectorReader(row, schema[options.LabelColumnName], classes);
        _predictedLabels = new LabelVectorReader(row, schema[options.PredictedLabelColumnName], classes);
        _boxes = row.GetGetter<VBuffer<float>>(schema[options.BoundingBoxColumnName]);
        _predictedBoxes = row.GetGetter<VBuffer<float>>(schema[options.PredictedBoundingBoxColumnName]);
        _scores = row.GetGetter<VBuffer<float>>(schema[options.ScoreColumnName]);
        _difficult = Optional<bool>(row, options.DifficultColumnName);
        _crowd = Optional<bool>(row, options.IsCrowdColumnName);
        _area = Optional<float>(row, options.AreaColumnName);
    }

    /// <summary>The columns that the cursor must have active.</summary>
    public static IEnumerable<DataViewSchema.Column> Needed(DataViewSchema schema, ObjectDetectionEvaluationOptions options)
    {
        static bool IsLabels(DataViewType type) => ColumnChecks.IsKeyVector(type) || ColumnChecks.IsTextVector(type);
        yield return ColumnChecks.Require(schema, "label", options.LabelColumnName, LabelVector, IsLabels);
        yield return ColumnChecks.Require(schema, "bounding box", options.BoundingBoxColumnName, ColumnChecks.FloatVector, ColumnChecks.IsFloatVector);
        yield return ColumnChecks.Require(schema, "predicted label", options.PredictedLabelColumnName, LabelVector, IsLabels);
        yield return ColumnChecks.Require(schema, "predicted bounding box", options.PredictedBoundingBoxColumnName, ColumnChecks.FloatVector, ColumnChecks.IsFloatVector);
        yield return ColumnChecks.Require(schema, "score", options.ScoreColumnName, ColumnChecks.FloatVector, ColumnChecks.IsFloatVector);
        foreach ((string name, Type type) in new[]
        {
            (options.DifficultColumnName, typeof(bool)), (options.IsCrowdColumnName, typeof(bool)), (options.AreaColumnName, typeof(float)),
        })
        {
            if (OptionalColumn(schema, name, type) is { } column)
            {
                yield return column;
            }
        }
    }

    public List<AnnotatedObject> ReadTruth(Func<string> name)
    {
        int[] classes = _labels.Read();
        float[] boxes = Floats(_boxes);
        CheckCount(name, _options.BoundingBoxColumnName, boxes.Length, 4 * classes.Length);
        bool[]? difficult = Flags(_difficult, name, _options.DifficultColumnName, classes.Length);
        bool[]? crowd = Flags(_crowd, name, _options.IsCrowdColumnName, classes.Length);
        float[]? areas = _area is null ? null : Floats(_area);
        CheckCount(name, _options.AreaColumnName, areas?.Length ?? classes.Length, classes.Length);
        var objects = new List<AnnotatedObject>(classes.Length);
        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] >= 0)
            {
                objects.Add(new AnnotatedObject(BoxAt(boxes, i), classes[i], difficult?[i] ?? false, crowd?[i] ?? false, areas?[i]));
            }
        }

        return objects;
    }

    public List<Detection> ReadDetections(Func<string> name)
    {
        int[] classes = _predictedLabels.Read();
        float[] boxes = Floats(_predictedBoxes);
        float[] scores = Floats(_scores);
        CheckCount(name, _options.PredictedBoundingBoxColumnName, boxes.Length, 4 * classes.Length);
        CheckCount(name, _options.ScoreColumnName, scores.Length, classes.Length);
        var detections = new List<Detection>(classes.Length);
        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] >= 0)
            {
                detections.Add(new Detection(BoxAt(boxes, i), classes[i], scores[i]));
            }
        }

        return detections;
    }

    private static DataViewSchema.Column? OptionalColumn(DataViewSchema schema, string name, Type itemType) =>
        schema.GetColumnOrNull(name) is { Type: VectorDataViewType vector } column && vector.ItemType.RawType == itemType ? column : null;

    private static ValueGetter<VBuffer<T>>? Optional<T>(DataViewRow row, string name) =>
        OptionalColumn(row.Schema, name, typeof(T)) is { } column ? row.GetGetter<VBuffer<T>>(column) : null;

    private static BoxXyxy BoxAt(float[] boxes, int index) =>
        new(boxes[4 * index], boxes[(4 * index) + 1], boxes[(4 * index) + 2], boxes[(4 * index) + 3]);

    private static void CheckCount(Func<string> name, string column, int found, int wanted)
    {
        if (found != wanted)
        {
            throw new InvalidDataException($"In {name()}, column '{column}' holds {found} values where its labels ask for {wanted}.");
        }
    }

    private float[] Floats(ValueGetter<VBuffer<float>> getter)
    {
        getter(ref _floats);
        return [.. _floats.DenseValues()];
    }

    private bool[]? Flags(ValueGetter<VBuffer<bool>>? getter, Func<string> name, string column, int wanted)
    {
        if (getter is null)
        {
            return null;
        }

        getter(ref _flags);
        CheckCount(name, column, _flags.Length, wanted);
        return [.. _flags.DenseValues()];
    }
}
