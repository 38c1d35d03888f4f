using Microsoft.ML;
using MLNetDetection;

namespace ModelBuilderStyle;

public partial class MLModel
{
    /// <summary>Measures a saved model on a VoTT export, as COCO does.</summary>
    public static ObjectDetectionMetrics Evaluate(string modelPath, string inputDataFilePath = RetrainFilePath)
    {
        var mlContext = new MLContext();
        ITransformer model = mlContext.Model.Load(modelPath, out _);
        return Evaluate(mlContext, model, LoadIDataViewFromVOTTFile(mlContext, inputDataFilePath));
    }

    /// <summary>Measures a model on data of its own columns.</summary>
    public static ObjectDetectionMetrics Evaluate(MLContext mlContext, ITransformer model, IDataView data) =>
        mlContext.ObjectDetection.Evaluate(model.Transform(data), new ObjectDetectionEvaluationOptions
        {
            LabelColumnName = "Labels",
            BoundingBoxColumnName = "Box",
            PredictedLabelColumnName = "PredictedLabel",
            PredictedBoundingBoxColumnName = "PredictedBoundingBoxes",
            ScoreColumnName = "score",
        });
}
