namespace MLNetDetection.Core.Metrics;

/// <summary>
/// Boxes of many images as columns, image after image in the order of <see cref="EvaluationSet.Images"/>, and within one in
/// the order of adding.
/// </summary>
public abstract class BoxColumns
{
    private protected BoxColumns(int[] imageStarts)
    {
        StartArray = imageStarts;
        int count = imageStarts[^1];
        ClassArray = new int[count];
        XArray = new double[count];
        YArray = new double[count];
        WidthArray = new double[count];
        HeightArray = new double[count];
    }

    /// <summary>Boxes of all images.</summary>
    public int Count => ClassArray.Length;

    /// <summary>
    /// Where each image's boxes start; one more entry than there are images, so that image i has the boxes from [i] up to, not
    /// including, [i + 1].
    /// </summary>
    public ReadOnlySpan<int> ImageStarts => StartArray;

    /// <summary>Index into <see cref="EvaluationSet.Classes"/> of each box.</summary>
    public ReadOnlySpan<int> ClassIndices => ClassArray;

    /// <summary>Left edges, pixels.</summary>
    public ReadOnlySpan<double> X => XArray;

    /// <summary>Top edges, pixels.</summary>
    public ReadOnlySpan<double> Y => YArray;

    /// <summary>Widths, pixels, at least 0.</summary>
    public ReadOnlySpan<double> Widths => WidthArray;

    /// <summary>Heights, pixels, at least 0.</summary>
    public ReadOnlySpan<double> Heights => HeightArray;

    internal int[] StartArray { get; }

    internal int[] ClassArray { get; }

    internal double[] XArray { get; }

    internal double[] YArray { get; }

    internal double[] WidthArray { get; }

    internal double[] HeightArray { get; }
}
