using MLNetDetection.Core.Metrics;

namespace MLNetDetection;

/// <summary>Which columns <see cref="ObjectDetectionCatalog.Evaluate(Microsoft.ML.IDataView, ObjectDetectionEvaluationOptions?)"/> reads, and how it scores.</summary>
public sealed class ObjectDetectionEvaluationOptions
{
    /// <summary>Truth: a vector of keys or of text, one class for each object. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>Truth: four floats for each object, x0 y0 x1 y1 in pixels. Default "BoundingBoxes".</summary>
    public string BoundingBoxColumnName { get; set; } = "BoundingBoxes";

    /// <summary>Predictions: a vector of keys or of text. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>Predictions: four floats for each detection. Default "PredictedBoundingBoxes".</summary>
    public string PredictedBoundingBoxColumnName { get; set; } = "PredictedBoundingBoxes";

    /// <summary>Predictions: the score of each detection. Default "Score".</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>Truth, where the data has it: a vector of bool; a difficult object is neither rewarded nor punished. Default "Difficult".</summary>
    public string DifficultColumnName { get; set; } = "Difficult";

    /// <summary>Truth, where the data has it: a vector of bool; COCO's crowd. Default "IsCrowd".</summary>
    public string IsCrowdColumnName { get; set; } = "IsCrowd";

    /// <summary>Truth, where the data has it: a vector of float; square pixels as annotated. Default "Area"; without it, the box's own.</summary>
    public string AreaColumnName { get; set; } = "Area";

    /// <summary>Thresholds, area ranges and limits. The default is COCO's.</summary>
    public CocoEvaluatorOptions Coco { get; set; } = new();
}
