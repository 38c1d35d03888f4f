namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>What went wrong in one image, at the score threshold.</summary>
/// <param name="Image">The image.</param>
/// <param name="Objects">Objects that count.</param>
/// <param name="Missed">Those of them not found under their class.</param>
/// <param name="FalseAlarms">Detections that found no object of their class, the surest first.</param>
public sealed record ImageFaults(
    EvaluationImage Image, int Objects, IReadOnlyList<GroundTruthBox> Missed, IReadOnlyList<DetectionBox> FalseAlarms);
