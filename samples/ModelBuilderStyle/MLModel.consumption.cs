using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNetDetection;

namespace ModelBuilderStyle;

/// <summary>The detector as Model Builder lays a model out: this file to use it, MLModel.training.cs to train it, MLModel.evaluate.cs to measure it.</summary>
public partial class MLModel
{
    /// <summary>One engine for the program. It serves one thread at a time; a server takes PredictionEnginePool.</summary>
    public static readonly Lazy<PredictionEngine<ModelInput, ModelOutput>> PredictEngine = new(CreatePredictEngine, isThreadSafe: true);

    private static readonly string MLNetModelPath = Path.GetFullPath("MLModel.mlnet");

    /// <summary>What is found in a picture, best first.</summary>
    public static ModelOutput Predict(ModelInput input) => PredictEngine.Value.Predict(input);

    /// <summary>A picture as the model wants it: upright, as its annotation tool showed it.</summary>
    /// <exception cref="InvalidDataException">The file is missing or no picture.</exception>
    public static MLImage LoadImageFromFile(string path) => DetectionImages.Read(path).ToMLImage();

    private static PredictionEngine<ModelInput, ModelOutput> CreatePredictEngine()
    {
        var mlContext = new MLContext();
        ITransformer mlModel = mlContext.Model.Load(MLNetModelPath, out _);
        return mlContext.Model.CreatePredictionEngine<ModelInput, ModelOutput>(mlModel);
    }

    #region model input class

    /// <summary>What the model reads; labels and boxes are for training and may stay empty.</summary>
    public class ModelInput
    {
        /// <summary>One class name for each object.</summary>
        [ColumnName("Labels")]
        public string[] Labels { get; set; } = [];

        /// <summary>A picture of any size.</summary>
        [ColumnName("Image")]
        [ImageType(TrainingImageHeight, TrainingImageWidth)]
        public MLImage Image { get; set; } = null!;

        /// <summary>x0 y0 x1 y1 of each object, in pixels of the picture.</summary>
        [ColumnName("Box")]
        public float[] Box { get; set; } = [];
    }

    #endregion

    #region model output class

    /// <summary>What the model answers.</summary>
    public class ModelOutput
    {
        /// <summary>The class name of each detection.</summary>
        [ColumnName("PredictedLabel")]
        public string[] PredictedLabel { get; set; } = [];

        /// <summary>The score of each detection, 0 to 1, descending.</summary>
        [ColumnName("score")]
        public float[] Score { get; set; } = [];

        /// <summary>x0 y0 x1 y1 of each detection, in pixels of the picture that was given: nothing has to be scaled back.</summary>
        [ColumnName("PredictedBoundingBoxes")]
        public float[] PredictedBoundingBoxes { get; set; } = [];
    }

    #endregion
}
