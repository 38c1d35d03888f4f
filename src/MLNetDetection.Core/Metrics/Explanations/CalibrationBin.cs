namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>The detections whose scores lie between two bounds.</summary>
/// <param name="From">The lower bound, which belongs to the bin.</param>
/// <param name="To">The upper bound, which belongs to the next bin, or to this one where it is 1.</param>
/// <param name="Detections">How many there are.</param>
/// <param name="MeanScore">Their mean score; 0 where there are none.</param>
/// <param name="Precision">The share of them that found an object; 0 where there are none.</param>
public readonly record struct CalibrationBin(double From, double To, int Detections, double MeanScore, double Precision)
{
    /// <summary>How far score and precision are apart.</summary>
    public double Gap => Math.Abs(MeanScore - Precision);
}
