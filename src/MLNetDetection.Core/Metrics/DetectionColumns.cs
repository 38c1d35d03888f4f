namespace MLNetDetection.Core.Metrics;

/// <summary>The detections of an <see cref="EvaluationSet"/>.</summary>
public sealed class DetectionColumns : BoxColumns
{
    internal DetectionColumns(int[] imageStarts)
        : base(imageStarts) => ScoreArray = new double[Count];

    /// <summary>Scores, 0 or more.</summary>
    public ReadOnlySpan<double> Scores => ScoreArray;

    internal double[] ScoreArray { get; }
}
