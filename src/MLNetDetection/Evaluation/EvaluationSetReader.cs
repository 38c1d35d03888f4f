using Microsoft.ML;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Data;

namespace MLNetDetection.Evaluation;

/// <summary>Reads boxes out of data views, once, without their images.</summary>
internal sealed class EvaluationSetReader
{
    private readonly ObjectDetectionEvaluationOptions _options;
    private readonly EvaluationSetBuilder _builder = new();
    private readonly ClassDictionary _classes = new();
    private readonly EvaluationImages _images;

    public EvaluationSetReader(ObjectDetectionEvaluationOptions options) =>
        (_options, _images) = (options, new EvaluationImages(_builder));

    /// <summary>Truth and predictions of the same rows.</summary>
    public EvaluationSet Read(IDataView data)
    {
        DataViewSchema.Column[] needed =
            [.. GroundTruthRowReader.Needed(data.Schema, _options), .. PredictionRowReader.Needed(data.Schema, _options)];
        string[]? names = CommonNames(data.Schema, data.Schema);
        ForRows(data, needed, cursor =>
        {
            var truth = new GroundTruthRowReader(cursor, _options, _classes, names);
            var predictions = new PredictionRowReader(cursor, _options, _classes, names);
            return name =>
            {
                truth.AddTo(_images, name);
                predictions.AddTo(_images, name, mayBeNew: true);
            };
        });
        return Build();
    }

    /// <summary>Truth and predictions of different rows, brought together by their images.</summary>
    public EvaluationSet Read(IDataView groundTruth, IDataView detections)
    {
        if (_options.ImageColumnName is null)
        {
            throw new ArgumentException(
                $"Ground truth and detections in two views need {nameof(ObjectDetectionEvaluationOptions.ImageColumnName)}, to be brought together.");
        }

        DataViewSchema.Column[] ofTruth = [.. GroundTruthRowReader.Needed(groundTruth.Schema, _options)];
        DataViewSchema.Column[] ofDetections = [.. PredictionRowReader.Needed(detections.Schema, _options)];
        string[]? names = CommonNames(groundTruth.Schema, detections.Schema);
        ForRows(groundTruth, ofTruth, cursor =>
        {
            var reader = new GroundTruthRowReader(cursor, _options, _classes, names);
            return name => reader.AddTo(_images, name);
        });
        ForRows(detections, ofDetections, cursor =>
        {
            var reader = new PredictionRowReader(cursor, _options, _classes, names);
            return name => reader.AddTo(_images, name, mayBeNew: false);
        });
        return Build();
    }

    private static void ForRows(IDataView data, DataViewSchema.Column[] needed, Func<DataViewRowCursor, Action<Func<string>>> bind)
    {
        var rows = new RowNames(data.Schema);
        using DataViewRowCursor cursor = data.GetRowCursor(needed.Concat(rows.Needed).Distinct());
        rows.Bind(cursor);
        Action<Func<string>> add = bind(cursor);
        string Name() => rows.Of(cursor.Position);
        while (cursor.MoveNext())
        {
            add(Name);
        }
    }

    private string[]? CommonNames(DataViewSchema truth, DataViewSchema predicted) =>
        LabelColumn.CommonNames(truth[_options.LabelColumnName], predicted[_options.PredictedLabelColumnName]);

    private EvaluationSet Build()
    {
        for (int id = 0; id < _classes.Names.Count; id++)
        {
            _builder.AddClass(new EvaluationClass(id, _classes.Names[id]));
        }

        return _builder.Build();
    }
}
