namespace MLNetDetection.Core.Metrics;

/// <summary>A range of object sizes by the square root of their boxes' area, in pixels, as mmdetection has it.</summary>
/// <param name="Minimum">Belongs to the range.</param>
/// <param name="Maximum">Does not belong to it.</param>
public readonly record struct ScaleRange(double Minimum, double Maximum)
{
    internal bool Contains(double area) => area >= Minimum * Minimum && area < Maximum * Maximum;
}
