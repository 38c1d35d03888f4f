using MLNetDetection.Core.Metrics;

namespace MLNetDetection;

/// <summary>
/// Which columns <see cref="ObjectDetectionCatalog.Evaluate(Microsoft.ML.IDataView, ObjectDetectionEvaluationOptions?)"/> reads, and how it
/// scores. Labels, scores and flags may be vectors, with all objects of an image or of several in a row, or single values, with
/// one object a row.
/// </summary>
public sealed class ObjectDetectionEvaluationOptions
{
    /// <summary>Truth: keys or text, one class for each object. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>Truth: four floats for each object, x0 y0 x1 y1 in pixels. Default "BoundingBoxes".</summary>
    public string BoundingBoxColumnName { get; set; } = "BoundingBoxes";

    /// <summary>Predictions: keys or text; those of the truth are found by name. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>Predictions: four floats for each detection. Default "PredictedBoundingBoxes".</summary>
    public string PredictedBoundingBoxColumnName { get; set; } = "PredictedBoundingBoxes";

    /// <summary>Predictions: the score of each detection. Default "Score".</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>Truth, where the data has it: bool; a difficult object is neither rewarded nor punished. Default "Difficult".</summary>
    public string DifficultColumnName { get; set; } = "Difficult";

    /// <summary>Truth, where the data has it: bool; COCO's crowd. Default "IsCrowd".</summary>
    public string IsCrowdColumnName { get; set; } = "IsCrowd";

    /// <summary>Truth, where the data has it: float; square pixels as annotated. Default "Area"; without it, the box's own.</summary>
    public string AreaColumnName { get; set; } = "Area";

    /// <summary>
    /// The image that a row's objects belong to or, as a vector, that each object belongs to: text, keys, int or long. Null, the
    /// default, takes each row for an image.
    /// </summary>
    public string? ImageColumnName { get; set; }

    /// <summary>The same of detections; null, the default, takes <see cref="ImageColumnName"/>.</summary>
    public string? PredictedImageColumnName { get; set; }

    /// <summary>Thresholds, area ranges and limits. The default is COCO's.</summary>
    public CocoEvaluatorOptions Coco { get; set; } = new();
}
