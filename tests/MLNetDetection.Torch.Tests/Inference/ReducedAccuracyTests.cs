using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Inference;

/// <summary>AP of a trained network in bfloat16 beside float32. Where the processor lacks bfloat16 both are float32.</summary>
public sealed class ReducedAccuracyTests
{
    [Fact]
    [Trait("Category", "Verify")]
    public void Measure_BFloat16OnTheGeneratedSet_IsWithin3ThousandthsOfFloat32()
    {
        using SsdDetector detector = Support.Detectors.Small();
        var options = new TrainingOptions { Epochs = 120, BatchSize = 8, Threads = 2, Workers = 1 };
        new DetectorTrainer(options).Run(detector, new SquaresSet(96));

        double exact = Ap(PredictionPrecision.Float32), reduced = Ap(PredictionPrecision.BFloat16);

        Assert.InRange(exact, 0.2, 1); // it has learnt something to compare
        Assert.InRange(Math.Abs(exact - reduced), 0, 0.003);

        double Ap(PredictionPrecision precision) => ValidationRun
            .Measure(detector, new SquaresSet(400, seed: 9), new DetectOptions { ScoreThreshold = 0.01f, Precision = precision }).Ap;
    }
}
