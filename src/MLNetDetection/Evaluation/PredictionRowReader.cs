using Microsoft.ML;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Evaluation;

/// <summary>Adds the detections of the row that a cursor stands on.</summary>
internal sealed class PredictionRowReader
{
    private readonly BoxRowReader _boxes;
    private readonly ValueColumn<float> _scores;

    public PredictionRowReader(DataViewRow row, ObjectDetectionEvaluationOptions options, ClassDictionary classes, string[]? keyNames)
    {
        DataViewSchema schema = row.Schema;
        LabelColumn labels = new(row, schema[options.PredictedLabelColumnName], classes, keyNames);
        DataViewSchema.Column? image = ImageName(options) is { } name ? schema[name] : null;
        _boxes = new BoxRowReader(row, labels, schema[options.PredictedBoundingBoxColumnName], image);
        _scores = new ValueColumn<float>(row, schema[options.ScoreColumnName]);
    }

    /// <summary>The columns that the cursor must have active.</summary>
    public static IEnumerable<DataViewSchema.Column> Needed(DataViewSchema schema, ObjectDetectionEvaluationOptions options)
    {
        yield return EvaluationColumns.Label(schema, "predicted label", options.PredictedLabelColumnName);
        yield return EvaluationColumns.Boxes(schema, "predicted bounding box", options.PredictedBoundingBoxColumnName);
        yield return EvaluationColumns.Scores(schema, options.ScoreColumnName);
        if (ImageName(options) is { } image)
        {
            yield return EvaluationColumns.Image(schema, image);
        }
    }

    /// <summary>Adds to images that are there or, in rows that hold the truth too, to new ones.</summary>
    public void AddTo(EvaluationImages images, Func<string> name, bool mayBeNew)
    {
        _boxes.Read(name);
        float[]? scores = _boxes.Values(_scores, name);
        for (int i = 0; i < _boxes.Classes.Length; i++)
        {
            if (_boxes.Classes[i] < 0)
            {
                continue;
            }

            if (!(scores![i] >= 0 && float.IsFinite(scores[i])))
            {
                throw new InvalidDataException($"In {name()}, column '{_scores.Name}', the score {i} is {scores[i]}: it must be finite and not negative.");
            }

            (double x, double y, double width, double height) = _boxes.Box(i, name);
            images.Builder.AddDetection(
                images.Of(_boxes.Image, i, name, mayBeNew), new DetectionBox(x, y, width, height, _boxes.Classes[i], scores[i]));
        }
    }

    private static string? ImageName(ObjectDetectionEvaluationOptions options) => options.PredictedImageColumnName ?? options.ImageColumnName;
}
