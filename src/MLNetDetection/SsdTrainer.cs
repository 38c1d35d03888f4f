using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Data;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;
using MLNetDetection.Training;

namespace MLNetDetection;

/// <summary>
/// Trains an SSD (Liu et al., "SSD: Single Shot MultiBox Detector", 2016) on images with boxes.
/// Use it as the last estimator of a pipeline: <c>ml.Transforms.LoadImages(...).Append(new SsdTrainer(ml))</c>.
/// </summary>
public sealed partial class SsdTrainer : IEstimator<SsdTransformer>
{
    private readonly IHostEnvironment _env;
    private readonly IHost _host;
    private readonly Options _options;

    /// <summary>A trainer with the given options, or the defaults.</summary>
    /// <param name="env">The <see cref="MLContext"/>.</param>
    /// <param name="options">Columns, network, training; read when the trainer fits.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public SsdTrainer(IHostEnvironment env, Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(env);
        _env = env;
        _host = env.Register(nameof(SsdTrainer));
        _options = options ?? new Options();
        _options.Check();
    }

    /// <summary>Trains on <paramref name="input"/>, with <see cref="Options.ValidationSet"/> or <see cref="Options.ValidationFraction"/> where one is set.</summary>
    /// <inheritdoc cref="Fit(IDataView, IDataView?)"/>
    public SsdTransformer Fit(IDataView input) => Fit(input, _options.ValidationSet);

    /// <summary>Trains on <paramref name="train"/> and keeps the weights that do best on <paramref name="validation"/>.</summary>
    /// <param name="train">Images, labels and boxes. Read once, from start to end.</param>
    /// <param name="validation">The same columns, or null for none.</param>
    /// <returns>The trained transformer; on cancellation the best so far.</returns>
    /// <exception cref="ArgumentException">An option is out of range, a column is missing or of another type, or no image has an object.</exception>
    /// <exception cref="InvalidDataException">An image or a box is bad and the policy is to fail, or the initial weights do not fit; the message names the row or key.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first batch was learnt.</exception>
    public SsdTransformer Fit(IDataView train, IDataView? validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        _options.Check();
        CheckSchema(train.Schema);
        if (!_options.Device.IsAvailable)
        {
            throw new ArgumentException($"The option {nameof(Options.Device)} is '{_options.Device}', which this machine does not have.", nameof(Options.Device));
        }

        if (validation is not null)
        {
            CheckSchema(validation.Schema);
        }

        string[] classNames = LabelMap.ClassNames(train.Schema[_options.LabelColumnName]);
        _options.Detection.CheckClasses(classNames);
        _options.Training.Validation.CheckClasses(classNames);
        using IChannel channel = _host.Start("Training");
        using RowTrainingSet rows = Load(train, classNames, _options.TrainingLongestSide, channel, "training");
        using RowTrainingSet? validationRows = validation is null ? null : Load(validation, ValidationClassNames(validation, classNames), 0, channel, "validation");
        CheckRows(rows, channel);
        (ITrainingSet learnt, ITrainingSet? held) = validationRows is not null
            ? (rows, validationRows)
            : TrainingSubset.Split(rows, _options.ValidationFraction, _options.Training.Seed);
        string[] unknown = [.. _options.Training.ClassWeights.Keys.Except(classNames)];
        if (unknown.Length > 0)
        {
            channel.Warning(MessageSensitivity.UserData, "No class is called {0}, so that its weight counts nowhere; the classes are {1}.",
                string.Join(" or ", unknown), string.Join(", ", classNames));
        }

        SsdDetector detector = new InitialDetector(_env, _options).Create(classNames, channel);
        try
        {
            TrainingResult result = Train(detector, learnt, held, channel);
            return new SsdTransformer(detector, _options.Columns, _options.Geometry, _options.Detection, _options.PredictionBatchSize, result, _options.Recipe);
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type; the message names the column, the type found and the type wanted.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.Require(inputSchema, "image", _options.ImageColumnName, ColumnChecks.Image, ColumnChecks.IsImage);
        ColumnChecks.Require(inputSchema, "label", _options.LabelColumnName, ColumnChecks.KeyVector, ColumnChecks.IsKeyVector);
        ColumnChecks.Require(inputSchema, "bounding box", _options.BoundingBoxColumnName, ColumnChecks.FloatVector, ColumnChecks.IsFloatVector);
        if (_options.SourceImageColumnName is { } source)
        {
            ColumnChecks.Require(inputSchema, "source image", source, ColumnChecks.Image, ColumnChecks.IsImage);
        }

        var columns = inputSchema.ToDictionary(c => c.Name);
        foreach (SchemaShape.Column column in PredictedShape())
        {
            columns[column.Name] = column;
        }

        return new SchemaShape(columns.Values);
    }

    private IEnumerable<SchemaShape.Column> PredictedShape()
    {
        const SchemaShape.Column.VectorKind Vector = SchemaShape.Column.VectorKind.VariableVector;
        var keyValues = new SchemaShape([new SchemaShape.Column("KeyValues", SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false)]);
        yield return new SchemaShape.Column(_options.PredictedLabelColumnName, Vector, NumberDataViewType.UInt32, true, keyValues);
        yield return new SchemaShape.Column(_options.PredictedBoundingBoxColumnName, Vector, NumberDataViewType.Single, false);
        yield return new SchemaShape.Column(_options.ScoreColumnName, Vector, NumberDataViewType.Single, false);
    }

    private void CheckSchema(DataViewSchema schema) => GetOutputSchema(SchemaShape.Create(schema));

    private RowTrainingSet Load(IDataView data, string[] classNames, int longestSide, IChannel channel, string what)
    {
        var report = new DataReport();
        RowTrainingSet rows = RowTrainingSet.Load(data, classNames, _options, longestSide, _env is MLContext ml ? ml.TempFilePath : null, report);
        foreach (string line in report.Lines)
        {
            channel.Warning(MessageSensitivity.UserData, "In the {0} data, {1}", what, line);
        }

        channel.Info(MessageSensitivity.None, "{0} {1} images, {2} objects", rows.Count, what,
            Enumerable.Range(0, classNames.Length).Sum(rows.CountObjects).ToString(CultureInfo.InvariantCulture));
        return rows;
    }

    private string[] ValidationClassNames(IDataView validation, string[] classNames)
    {
        string[] names = LabelMap.ClassNames(validation.Schema[_options.LabelColumnName]);
        return names.SequenceEqual(classNames)
            ? classNames
            : throw new ArgumentException($"The validation data's key values of column '{_options.LabelColumnName}' ({string.Join(", ", names)}) are not the training "
                + $"data's ({string.Join(", ", classNames)}): apply the MapValueToKey that was fitted to the training data.", nameof(validation));
    }

    private void CheckRows(RowTrainingSet rows, IChannel channel)
    {
        int[] counts = [.. Enumerable.Range(0, rows.ClassNames.Count).Select(rows.CountObjects)];
        if (counts.Sum() == 0)
        {
            throw new ArgumentException($"None of the {rows.Count} training images has an object: column '{_options.LabelColumnName}' is empty in every row. "
                + "Images without objects are learnt from as negatives, but a detector needs objects too.");
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
            {
                channel.Warning(MessageSensitivity.UserData, "The class '{0}' never occurs in the training data; the model will not find it.", rows.ClassNames[i]);
            }
        }
    }

    private TrainingResult Train(SsdDetector detector, ITrainingSet train, ITrainingSet? validation, IChannel channel)
    {
        TrainingPrecision wanted = _options.Training.Precision;
        if (PrecisionSupport.Choose(wanted, _options.Device) is (TrainingPrecision used, { } reason) && used != wanted)
        {
            channel.Warning(MessageSensitivity.None, "Training computes in {0} instead of {1}: {2}.", used, wanted, reason);
        }

        var progress = new ChannelProgress(channel, _options.Progress);
        TrainingResult result = new DetectorTrainer(_options.Training).Run(detector, train, validation, progress, _options.CancellationToken);
        foreach (SkippedStep skipped in result.SkippedSteps)
        {
            channel.Warning(MessageSensitivity.UserData, "Step {0} was skipped. {1}", skipped.Iteration, skipped.Reason);
        }

        if (result.Cancelled)
        {
            channel.Warning(MessageSensitivity.None, "Training was cancelled after {0} of {1} epochs; the best model so far is kept.",
                result.Epochs.Count, _options.Training.Epochs);
        }
        else if (result.End != RunEnd.Completed)
        {
            channel.Info(MessageSensitivity.None, "Training ended after {0} of {1} epochs: {2}.", result.Epochs.Count, _options.Training.Epochs,
                result.End switch { RunEnd.NoGain => "the validation set's AP no longer rose", RunEnd.TimeUsed => "its time was used up", _ => "a hook stopped it" });
        }

        return result;
    }
}
