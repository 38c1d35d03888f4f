namespace MLNetDetection.Core.Metrics.Output;

/// <summary>Where the time went, in seconds.</summary>
/// <param name="Load">Reading the files.</param>
/// <param name="Evaluate">Matching detections with objects.</param>
/// <param name="Accumulate">Making curves and figures of the matches.</param>
public sealed record EvaluationSeconds(double Load, double Evaluate, double Accumulate);
