namespace MLNetDetection.Core.Metrics;

/// <summary>A range of object sizes; both ends belong to it.</summary>
/// <param name="Name">"small", say.</param>
/// <param name="Minimum">Square pixels, 0 or more.</param>
/// <param name="Maximum">Square pixels, not below the minimum.</param>
public readonly record struct AreaRange(string Name, double Minimum, double Maximum)
{
    /// <summary>True where an area is in the range.</summary>
    public bool Contains(double area) => area >= Minimum && area <= Maximum;
}
