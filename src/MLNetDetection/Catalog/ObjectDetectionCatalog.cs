using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Data;
using MLNetDetection.Evaluation;

namespace MLNetDetection;

/// <summary>Object detection on ML.NET: what <c>ml.ObjectDetection</c> gives.</summary>
public sealed class ObjectDetectionCatalog
{
    private readonly MLContext _ml;

    /// <summary>The catalog of a context.</summary>
    public ObjectDetectionCatalog(MLContext ml)
    {
        ArgumentNullException.ThrowIfNull(ml);
        _ml = ml;
        Trainers = new ObjectDetectionTrainers(ml);
    }

    /// <summary>The trainers.</summary>
    public ObjectDetectionTrainers Trainers { get; }

    /// <summary>Measures detections against the truth beside them, as COCO does (pycocotools' figures).</summary>
    /// <param name="data">Truth and predictions; those of any detector, in the columns that the options name. Read once; images are never held.</param>
    /// <param name="options">Columns and thresholds; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidDataException">A row's columns hold different counts; the message names it.</exception>
    public ObjectDetectionMetrics Evaluate(IDataView data, ObjectDetectionEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new ObjectDetectionEvaluationOptions();
        var names = new RowNames(data.Schema);
        using DataViewRowCursor cursor = data.GetRowCursor(EvaluationRowReader.Needed(data.Schema, options).Concat(names.Needed).Distinct());
        names.Bind(cursor);
        var classes = new ClassDictionary();
        var reader = new EvaluationRowReader(cursor, options, classes);
        var builder = new EvaluationSetBuilder();
        long rows = 0;
        while (cursor.MoveNext())
        {
            string Name() => names.Of(cursor.Position);
            builder.Add(rows++, reader.ReadTruth(Name), reader.ReadDetections(Name), Name());
        }

        for (int id = 0; id < classes.Names.Count; id++)
        {
            builder.AddClass(new EvaluationClass(id, classes.Names[id]));
        }

        EvaluationSet set = builder.Build();
        return new ObjectDetectionMetrics(new CocoEvaluator(options.Coco).Evaluate(set), set);
    }

    /// <summary>Fits an estimator once for each fold and measures it on the rows held out.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="estimator">The whole pipeline, the trainer at its end.</param>
    /// <param name="numberOfFolds">2 or more.</param>
    /// <param name="samplingKeyColumnName">Rows of the same value stay in one fold; null for none.</param>
    /// <param name="seed">Of the split.</param>
    /// <param name="options">Columns and thresholds of the evaluation.</param>
    public IReadOnlyList<ObjectDetectionFold> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string? samplingKeyColumnName = null,
        int? seed = null,
        ObjectDetectionEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberOfFolds, 2);
        var folds = new List<ObjectDetectionFold>(numberOfFolds);
        foreach (DataOperationsCatalog.TrainTestData split in _ml.Data.CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed))
        {
            ITransformer model = estimator.Fit(split.TrainSet);
            folds.Add(new ObjectDetectionFold(folds.Count, model, Evaluate(model.Transform(split.TestSet), options)));
        }

        return folds;
    }
}
