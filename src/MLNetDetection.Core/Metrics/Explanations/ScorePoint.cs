namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>What a class's detections amount to when only those of at least one score are kept.</summary>
/// <param name="Score">The least score kept.</param>
/// <param name="Hits">Objects found.</param>
/// <param name="FalseAlarms">Detections that found none; those on crowds and ignored objects are in neither number.</param>
/// <param name="Objects">Objects there are.</param>
public readonly record struct ScorePoint(double Score, int Hits, int FalseAlarms, int Objects)
{
    /// <summary>The share of the kept detections that are right; 1 where none is kept.</summary>
    public double Precision => Hits + FalseAlarms == 0 ? 1 : (double)Hits / (Hits + FalseAlarms);

    /// <summary>The share of the objects that are found; 0 where there are none.</summary>
    public double Recall => Objects == 0 ? 0 : (double)Hits / Objects;

    /// <summary>The harmonic mean of precision and recall, 2 hits / (2 hits + false alarms + misses); 0 where nothing defines it.</summary>
    public double F1 => Hits == 0 ? 0 : 2.0 * Hits / (Hits + FalseAlarms + Objects);
}
