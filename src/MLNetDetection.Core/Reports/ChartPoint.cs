namespace MLNetDetection.Core.Reports;

/// <summary>A point of a curve.</summary>
/// <param name="X">Position across, such as the epoch.</param>
/// <param name="Y">The value. NaN, infinite or over 1e100 in size (as for X): a gap in the curve.</param>
public readonly record struct ChartPoint(double X, double Y)
{
    // Beyond this a span could overflow; no real curve gets there, a diverged loss does.
    private const double Limit = 1e100;

    internal bool IsDrawable => Math.Abs(X) <= Limit && Math.Abs(Y) <= Limit;
}
