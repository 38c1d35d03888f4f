using Microsoft.ML;
using MLNetDetection;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace ModelBuilderStyle;

public partial class MLModel
{
    /// <summary>The VoTT export that the model is trained on.</summary>
    public const string RetrainFilePath = "vott-json-export/shapes-export.json";

    /// <summary>What the network sees of a picture, pixels across; boxes stay in pixels of the picture.</summary>
    public const int TrainingImageWidth = 320;

    /// <summary>Pixels down.</summary>
    public const int TrainingImageHeight = 240;

    private const int Epochs = 60;

    /// <summary>Trains on a VoTT export and saves the model.</summary>
    public static void Train(string outputModelPath, string inputDataFilePath = RetrainFilePath)
    {
        var mlContext = new MLContext(seed: 1);
        IDataView data = LoadIDataViewFromVOTTFile(mlContext, inputDataFilePath);
        ITransformer model = RetrainModel(mlContext, data);
        SaveModel(mlContext, model, data, outputModelPath);
    }

    /// <summary>A VoTT export as a data view; each picture is read when the trainer comes to it.</summary>
    public static IDataView LoadIDataViewFromVOTTFile(MLContext mlContext, string inputDataFilePath) =>
        mlContext.Data.LoadFromEnumerable(LoadFromVott(inputDataFilePath));

    /// <summary>Writes the model as ML.NET's own file.</summary>
    public static void SaveModel(MLContext mlContext, ITransformer model, IDataView data, string modelSavePath)
    {
        using FileStream file = File.Create(modelSavePath);
        mlContext.Model.Save(model, data.Schema, file);
    }

    /// <summary>Trains on other data of the same columns.</summary>
    public static ITransformer RetrainModel(MLContext mlContext, IDataView trainData) => BuildPipeline(mlContext).Fit(trainData);

    /// <summary>Class names to keys, the detector, keys to class names. No resizing: the trainer does its own, and boxes need no correction.</summary>
    public static IEstimator<ITransformer> BuildPipeline(MLContext mlContext) =>
        mlContext.Transforms.Conversion.MapValueToKey(outputColumnName: "Labels", inputColumnName: "Labels")
            .Append(mlContext.ObjectDetection.Trainers.Ssd(new SsdTrainer.Options
            {
                ImageColumnName = "Image",
                LabelColumnName = "Labels",
                BoundingBoxColumnName = "Box",
                PredictedLabelColumnName = "PredictedLabel",
                PredictedBoundingBoxColumnName = "PredictedBoundingBoxes",
                ScoreColumnName = "score",
                Architecture = new TinySsd(TrainingImageWidth, TrainingImageHeight),
                Training = new TrainingOptions { Epochs = Epochs },
            }))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue(outputColumnName: "PredictedLabel", inputColumnName: "PredictedLabel"));

    private static IEnumerable<ModelInput> LoadFromVott(string inputDataFilePath)
    {
        DetectionDataset set = DetectionDataset.Open(inputDataFilePath, new DatasetOptions { Format = AnnotationFormat.VottJson });
        foreach (AnnotatedImage image in set.Images)
        {
            yield return new ModelInput
            {
                Labels = [.. image.Objects.Select(item => set.ClassNames[item.ClassId])],
                Image = LoadImageFromFile(image.Path),
                Box = [.. image.Objects.SelectMany(item => new[] { item.Box.X1, item.Box.Y1, item.Box.X2, item.Box.Y2 })],
            };
        }
    }
}
