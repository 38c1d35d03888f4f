namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>A class's curves in each area range; null where the range has none of its objects.</summary>
internal sealed record CocoClassCurves(EvaluationClass Class, CocoCurves?[] Areas, int Positives, int Detections);
