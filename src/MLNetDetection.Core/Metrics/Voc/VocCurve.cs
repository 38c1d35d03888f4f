namespace MLNetDetection.Core.Metrics.Voc;

/// <summary>One class at one threshold and scale; -1 where there is no object. Precisions are those at each hit or beyond.</summary>
internal readonly record struct VocCurve(double Ap, double Recall, int Positives, IReadOnlyList<double> Precisions);
