using Microsoft.ML;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Samples.Tests;

/// <summary>A model that finds squares, trained once for all tests of a class, and a folder that lives as long.</summary>
public sealed class SquaresModel : IDisposable
{
    public SquaresModel()
    {
        DrawnFolder.Squares(Data, train: 48, test: 8);
        var ml = new MLContext(seed: 1);
        IDataView train = ml.Data.LoadPascalVoc(Data, "train");
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.LoadDetectionImages("Image", "ImagePath"))
            .Append(ml.ObjectDetection.Trainers.Ssd(new SsdTrainer.Options
            {
                Architecture = new TinySsd(80, 60, 24),
                Training = new TrainingOptions { Epochs = 20, BatchSize = 8, LearningRate = 0.01, AverageDecay = 0, Threads = 1, Workers = 1 },
                Detection = new DetectOptions { ScoreThreshold = 0.01f },
            })).Fit(train);
        ml.Model.Save(model, train.Schema, ModelPath);
        Detector = ((IEnumerable<ITransformer>)model).OfType<SsdTransformer>().Single();
    }

    /// <summary>A VOC folder of squares.</summary>
    public string Data => Path.Combine(Folder, "squares");

    /// <summary>The saved pipeline.</summary>
    public string ModelPath => Path.Combine(Folder, "detector.zip");

    /// <summary>Its detector, in this process.</summary>
    public SsdTransformer Detector { get; }

    private string Folder { get; } = Directory.CreateTempSubdirectory("mlnetdetection-squares-").FullName;

    public void Dispose()
    {
        Detector.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
