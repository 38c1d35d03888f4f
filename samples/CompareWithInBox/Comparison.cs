using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using MLNetDetection;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace CompareWithInBox;

/// <summary>Both trainers on the same rows. The part that calls the in-box trainer is in InBox, and left out where its package is.</summary>
internal sealed partial class Comparison
{
    private readonly MLContext _ml = new(seed: 1);

    public required string Data { get; init; }

    public string? TrainSplit { get; init; }

    public string? TestSplit { get; init; }

    public int Epochs { get; init; }

    public int InBoxEpochs { get; init; }

    public string? InBoxWeights { get; init; }

    public bool InBoxRandom { get; init; }

    /// <summary>Runs an action; what the user can mend is told in one line, without a stack trace.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    public int Run()
    {
        IDataView train = _ml.Data.LoadDetections(Data, new DatasetOptions { Split = TrainSplit });
        IDataView test = _ml.Data.LoadDetections(Data, new DatasetOptions { Split = TestSplit });
        Side ours = Measure("MLNetDetection", Ours(), train, test);
        bool possible = false;
        Side? inBox = null;
        FitInBox(train, test, ref possible, ref inBox);
        if (!possible)
        {
            Console.Error.WriteLine("The in-box trainer is in the package Microsoft.ML.TorchSharp, which the System runtime does not have: only this library's trainer ran.");
        }

        foreach (Side side in new[] { ours, inBox }.OfType<Side>())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{side.Name,-24} AP {side.Metrics.Ap:0.000}  AP50 {side.Metrics.Ap50:0.000}  {side.TrainSeconds:0.0} s to train, {side.TestSeconds:0.0} s to detect in {side.Metrics.Images} pictures"));
        }

        Console.WriteLine(JsonSerializer.Serialize(new { ap = ours.Metrics.Ap, ap50 = ours.Metrics.Ap50, in_box_ap = inBox?.Metrics.Ap, in_box_ap50 = inBox?.Metrics.Ap50 }));
        return 0;
    }

    /// <summary>The in-box side; stays undone, and <paramref name="possible"/> false, where InBox is not compiled.</summary>
    partial void FitInBox(IDataView train, IDataView test, ref bool possible, ref Side? side);

    private SsdTrainer Ours() => _ml.ObjectDetection.Trainers.Ssd(new SsdTrainer.Options
    {
        Architecture = new TinySsd(320, 240),
        Training = new TrainingOptions { Epochs = Epochs },
        Detection = new DetectOptions { ScoreThreshold = 0.05f },
        OnBadBox = BadDataPolicy.Skip,
    });

    private Side Measure<T>(string name, IEstimator<T> trainer, IDataView train, IDataView test)
        where T : class, ITransformer
    {
        ITransformer prepare = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Transforms.LoadDetectionImages("Image", "ImagePath")).Fit(train);
        Stopwatch clock = Stopwatch.StartNew();
        T model = trainer.Fit(prepare.Transform(train));
        double trained = clock.Elapsed.TotalSeconds;
        ObjectDetectionMetrics metrics = _ml.ObjectDetection.Evaluate(model.Transform(prepare.Transform(test)));
        return new Side(name, trained, clock.Elapsed.TotalSeconds - trained, metrics);
    }
}
