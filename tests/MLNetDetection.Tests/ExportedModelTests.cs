using MLNetDetection.Core.Datasets;
using MLNetDetection.Data;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;
using Xunit.Abstractions;

namespace MLNetDetection.Tests;

/// <summary>A detector trained on blood smears, and its ONNX in OpenCV's dnn: the same AP.</summary>
public sealed class ExportedModelTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OnnxFact("data/bccd")]
    [Trait("Category", "Verify")]
    public void Evaluate_BccdThroughOpenCv_GivesTheSameAp()
    {
        DatasetTrainingSet train = Bccd("train");
        using var detector = new SsdDetector(new TinySsd(), train.ClassNames, 1);
        new DetectorTrainer(new TrainingOptions { Epochs = 8, Threads = 2 }).Run(detector, train);

        (double ours, double theirs) = OpenCvEvaluation.HasSameAp(detector, Bccd("test"), 0.2, _folder);
        output.WriteLine(FormattableString.Invariant($"AP {ours:0.00000} here, {theirs:0.00000} in OpenCV"));
    }

    private static DatasetTrainingSet Bccd(string split) => new(
        DetectionDataset.Open(SharedFolder.PathOf("data", "bccd", "BCCD"), new DatasetOptions { Split = split, Pixels = VocPixels.AsWritten }),
        path => DetectionImages.Read(path));
}
