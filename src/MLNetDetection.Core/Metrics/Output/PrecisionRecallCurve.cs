namespace MLNetDetection.Core.Metrics.Output;

/// <summary>Precision by recall of one class at one IoU threshold.</summary>
/// <param name="IouThreshold">The IoU that a match needed.</param>
/// <param name="Points">With growing recall; empty where the class has no ground truth.</param>
public sealed record PrecisionRecallCurve(double IouThreshold, IReadOnlyList<PrecisionRecallPoint> Points);
