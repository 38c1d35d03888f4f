using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetDetection;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Weights;

namespace FineTune;

/// <summary>Training that starts with a file of weights, and the same from random ones where that is asked for.</summary>
internal sealed class FineTuneRun
{
    private readonly MLContext _ml = new(seed: 1);

    public required string Weights { get; init; }

    public required string Data { get; init; }

    public string? TrainSplit { get; init; }

    public string? TestSplit { get; init; }

    public required SsdArchitecture Network { get; init; }

    public bool BackboneOnly { get; init; }

    public int Epochs { get; init; }

    public int BatchSize { get; init; }

    public double LearningRate { get; init; }

    public int FreezeEpochs { get; init; }

    public bool Compare { get; init; }

    public required string Output { get; init; }

    /// <summary>Runs an action; what the user can mend is told in one line, without a stack trace.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled before anything was learnt; nothing was saved.");
            return 130;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or FormatException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    public int Run(CancellationToken cancellation)
    {
        // The library says by ML.NET's log which of the file's tensors it took.
        _ml.Log += (_, line) =>
        {
            if (line.Kind == ChannelMessageKind.Warning || (line.Kind == ChannelMessageKind.Info && line.RawMessage.StartsWith("Initial weights", StringComparison.Ordinal)))
            {
                Console.Error.WriteLine(line.RawMessage);
            }
        };
        IDataView train = _ml.Data.LoadDetections(Data, new DatasetOptions { Split = TrainSplit });
        IDataView test = _ml.Data.LoadDetections(Data, new DatasetOptions { Split = TestSplit });
        ObjectDetectionMetrics tuned = TrainAndMeasure("fine-tuned", Weights, train, test, cancellation);
        ObjectDetectionMetrics? scratch = Compare && !cancellation.IsCancellationRequested ? TrainAndMeasure("from random weights", null, train, test, cancellation) : null;
        Console.Error.WriteLine(tuned.ToString());
        Console.WriteLine(JsonSerializer.Serialize(new { ap = tuned.Ap, ap50 = tuned.Ap50, scratch_ap = scratch?.Ap, scratch_ap50 = scratch?.Ap50, model = Output }));
        return cancellation.IsCancellationRequested ? 130 : 0;
    }

    private ObjectDetectionMetrics TrainAndMeasure(string name, string? weights, IDataView train, IDataView test, CancellationToken cancellation)
    {
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.Transforms.LoadDetectionImages("Image", "ImagePath"))
            .Append(_ml.ObjectDetection.Trainers.Ssd(new SsdTrainer.Options
            {
                Architecture = Network,
                InitialWeights = weights,
                InitialWeightsStrictness = BackboneOnly ? Strictness.WhatFits : Strictness.ExceptClassScores,
                Training = new TrainingOptions
                {
                    Epochs = Epochs,
                    BatchSize = BatchSize,
                    LearningRate = LearningRate,
                    Freezing = weights is null ? new FreezeOptions() : new FreezeOptions { Stages = FreezeEpochs > 0 ? 2 : 0, Epochs = FreezeEpochs },
                },
                Detection = new DetectOptions { ScoreThreshold = 0.01f },
                OnBadBox = BadDataPolicy.Skip,
                Progress = new Lines(name),
                CancellationToken = cancellation,
            }));
        ITransformer model = pipeline.Fit(train);
        if (weights is not null)
        {
            _ml.Model.Save(model, train.Schema, Output);
        }

        return _ml.ObjectDetection.Evaluate(model.Transform(test));
    }

    /// <summary>A line for each epoch.</summary>
    private sealed class Lines(string name) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.EndOfEpoch)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name}: epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:0.0000}  {value.ImagesPerSecond:0.0} images/s  {value.Left:mm\\:ss} left"));
            }
        }
    }
}
