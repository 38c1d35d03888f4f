namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>One marked object as its file has it, before any policy.</summary>
/// <param name="Class">The class name.</param>
/// <param name="X1">Left, pixels, as written.</param>
/// <param name="Y1">Top, pixels, as written.</param>
/// <param name="X2">Right, pixels.</param>
/// <param name="Y2">Bottom, pixels.</param>
/// <param name="Line">1-based line or record, or 0.</param>
internal readonly record struct SourceObject(string Class, double X1, double Y1, double X2, double Y2, int Line)
{
    /// <summary>Taken from X1 and Y1: 1 where pixels are counted from 1 and the last is included.</summary>
    public double Shift { get; init; }

    public bool Difficult { get; init; }

    public bool IsCrowd { get; init; }

    public double? Area { get; init; }
}
