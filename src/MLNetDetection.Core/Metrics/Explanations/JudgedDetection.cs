namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>A detection that counts, and whether it found an object.</summary>
internal readonly record struct JudgedDetection(double Score, bool IsHit);
