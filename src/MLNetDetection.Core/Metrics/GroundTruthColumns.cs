namespace MLNetDetection.Core.Metrics;

/// <summary>The annotated objects of an <see cref="EvaluationSet"/>.</summary>
public sealed class GroundTruthColumns : BoxColumns
{
    internal GroundTruthColumns(int[] imageStarts)
        : base(imageStarts)
    {
        AreaArray = new double[Count];
        CrowdArray = new bool[Count];
        DifficultArray = new bool[Count];
    }

    /// <summary>Square pixels as annotated, or of the box.</summary>
    public ReadOnlySpan<double> Areas => AreaArray;

    /// <summary>True for a box around a group.</summary>
    public ReadOnlySpan<bool> IsCrowd => CrowdArray;

    /// <summary>True for an object that is neither rewarded nor punished.</summary>
    public ReadOnlySpan<bool> IsDifficult => DifficultArray;

    internal double[] AreaArray { get; }

    internal bool[] CrowdArray { get; }

    internal bool[] DifficultArray { get; }
}
