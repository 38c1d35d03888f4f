namespace MLNetDetection.Core.Metrics.Output;

/// <summary>One class of an <see cref="EvaluationSummary"/>.</summary>
/// <param name="Id">As it was added.</param>
/// <param name="Name">For people.</param>
/// <param name="Objects">Objects that count.</param>
/// <param name="Detections">Detections of the class.</param>
/// <param name="Figures">Names and values, the same names for each class; -1 where nothing defines a figure.</param>
/// <param name="Curves">A curve for each IoU threshold; worked out when read.</param>
public sealed record ClassSummary(
    int Id, string Name, int Objects, int Detections, IReadOnlyList<KeyValuePair<string, double>> Figures,
    IEnumerable<PrecisionRecallCurve> Curves);
