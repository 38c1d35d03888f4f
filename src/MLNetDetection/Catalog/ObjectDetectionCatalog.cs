using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Evaluation;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Weights;

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
    /// <exception cref="InvalidDataException">
    /// Counts differ, or a box, a score, a key or an image is not sound; the message names row and column.
    /// </exception>
    public ObjectDetectionMetrics Evaluate(IDataView data, ObjectDetectionEvaluationOptions? options = null) =>
        Measure(CreateEvaluationSet(data, options), options);

    /// <summary>Measures the detections of one view against the truth of another, as COCO does.</summary>
    /// <param name="groundTruth">Objects; an image without any is a row with empty vectors or a missing label.</param>
    /// <param name="detections">Detections, of images that the truth has.</param>
    /// <param name="options">Columns, the image's among them, and thresholds.</param>
    /// <exception cref="ArgumentException">There is no image column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidDataException">
    /// Counts differ, or a box, a score, a key or an image is not sound; the message names row and column.
    /// </exception>
    public ObjectDetectionMetrics Evaluate(IDataView groundTruth, IDataView detections, ObjectDetectionEvaluationOptions options) =>
        Measure(CreateEvaluationSet(groundTruth, detections, options), options);

    /// <summary>Reads boxes for other evaluators, <see cref="VocEvaluator"/> say; the parameters are those of Evaluate.</summary>
    /// <param name="data">Truth and predictions.</param>
    /// <param name="options">Columns; null takes the defaults.</param>
    public EvaluationSet CreateEvaluationSet(IDataView data, ObjectDetectionEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new EvaluationSetReader(options ?? new ObjectDetectionEvaluationOptions()).Read(data);
    }

    /// <summary>Reads the boxes of two views for other evaluators; the parameters are those of Evaluate.</summary>
    /// <param name="groundTruth">Objects.</param>
    /// <param name="detections">Detections.</param>
    /// <param name="options">Columns, the image's among them.</param>
    public EvaluationSet CreateEvaluationSet(IDataView groundTruth, IDataView detections, ObjectDetectionEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(groundTruth);
        ArgumentNullException.ThrowIfNull(detections);
        ArgumentNullException.ThrowIfNull(options);
        return new EvaluationSetReader(options).Read(groundTruth, detections);
    }

    /// <summary>Fits an estimator once for each fold and measures it on the rows held out.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="estimator">The whole pipeline, the trainer at its end.</param>
    /// <param name="numberOfFolds">2 or more.</param>
    /// <param name="samplingKeyColumnName">Rows of the same value stay in one fold; null for none.</param>
    /// <param name="seed">Of the split.</param>
    /// <param name="options">Columns and thresholds of the evaluation.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds.</exception>
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

    /// <summary>Writes a model's network as ONNX, for runtimes without this library; see docs/onnx.md.</summary>
    /// <param name="model">An <see cref="SsdTransformer"/>, or a pipeline that has one; the last counts. What surrounds it is not written.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="options">Null takes the defaults; without thresholds of its own, the model's apply.</param>
    /// <exception cref="ArgumentException">There is no detector in the model, or an option is out of its range.</exception>
    /// <exception cref="NotSupportedException">The network has a part without an ONNX form; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(ITransformer model, string path, OnnxExportOptions? options = null)
    {
        SsdTransformer detector = SsdOf(model);
        options ??= new OnnxExportOptions();
        OnnxExporter.Export(detector.Detector, path, options with { Detection = options.Detection ?? detector.DetectOptions });
    }

    /// <summary>Writes a model's weights as safetensors, under the keys of torchvision's networks: for PyTorch, and to start trainings from.</summary>
    /// <param name="model">As for <see cref="ExportOnnx"/>.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="ArgumentException">There is no detector in the model.</exception>
    public void ExportSafetensors(ITransformer model, string path) => Weights.SaveSafetensors(SsdOf(model).Detector.Network, path);

    private static SsdTransformer SsdOf(ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Parts(model).OfType<SsdTransformer>().LastOrDefault()
            ?? throw new ArgumentException($"The model has no SSD: {string.Join(", ", Parts(model).Select(part => part.GetType().Name))}.", nameof(model));
    }

    private static IEnumerable<ITransformer> Parts(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Parts) : [model];

    private static ObjectDetectionMetrics Measure(EvaluationSet set, ObjectDetectionEvaluationOptions? options) =>
        new(new CocoEvaluator((options ?? new ObjectDetectionEvaluationOptions()).Coco).Evaluate(set), set);
}
