using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Imaging;

/// <summary>A turn and a shift of the plane: x' = Cos x - Sin y + X, y' = Sin x + Cos y + Y.</summary>
/// <param name="Cos">Cosine of the angle.</param>
/// <param name="Sin">Sine of the angle.</param>
/// <param name="X">Pixels.</param>
/// <param name="Y">Pixels.</param>
public readonly record struct PlanarTurn(double Cos, double Sin, double X, double Y)
{
    /// <summary>
    /// Where the pixels of a picture that is turned clockwise by <paramref name="degrees"/> about a point come from: counter-clockwise as
    /// seen, since y runs down.
    /// </summary>
    public static PlanarTurn About(double x, double y, double degrees)
    {
        double cos = Math.Cos(degrees * Math.PI / 180), sin = -Math.Sin(degrees * Math.PI / 180);
        return new(cos, sin, x - (cos * x) + (sin * y), y - (sin * x) - (cos * y));
    }

    /// <summary>This, then <paramref name="next"/>, as one.</summary>
    public PlanarTurn Then(PlanarTurn next)
    {
        var (x, y) = next.Apply(X, Y);
        return new((next.Cos * Cos) - (next.Sin * Sin), (next.Sin * Cos) + (next.Cos * Sin), x, y);
    }

    /// <summary>Where a point goes.</summary>
    public (double X, double Y) Apply(double x, double y) => ((Cos * x) - (Sin * y) + X, (Sin * x) + (Cos * y) + Y);

    /// <summary>The smallest upright box around a turned one.</summary>
    public BoxXyxy Around(BoxXyxy box)
    {
        var (a, b, c, d) = (Apply(box.X1, box.Y1), Apply(box.X2, box.Y1), Apply(box.X1, box.Y2), Apply(box.X2, box.Y2));
        return new(
            (float)Math.Min(Math.Min(a.X, b.X), Math.Min(c.X, d.X)), (float)Math.Min(Math.Min(a.Y, b.Y), Math.Min(c.Y, d.Y)),
            (float)Math.Max(Math.Max(a.X, b.X), Math.Max(c.X, d.X)), (float)Math.Max(Math.Max(a.Y, b.Y), Math.Max(c.Y, d.Y)));
    }
}
