namespace MLNetDetection.Core.Geometry;

/// <summary>
/// An axis-aligned box by its corners: absolute pixels, origin top-left, width = X2 - X1 (never +1).
/// </summary>
/// <param name="X1">Left edge, pixels.</param>
/// <param name="Y1">Top edge, pixels.</param>
/// <param name="X2">Right edge, pixels.</param>
/// <param name="Y2">Bottom edge, pixels.</param>
public readonly record struct BoxXyxy(float X1, float Y1, float X2, float Y2)
{
    /// <summary>X2 - X1, pixels; negative where the corners are swapped.</summary>
    public float Width => X2 - X1;

    /// <summary>Y2 - Y1, pixels; negative where the corners are swapped.</summary>
    public float Height => Y2 - Y1;

    /// <summary>Width * Height in square pixels, 0 where either is not positive.</summary>
    public float Area => Width > 0 && Height > 0 ? Width * Height : 0;

    /// <summary>True where all four numbers are finite and both sides are longer than 0.</summary>
    public bool IsProper => float.IsFinite(X1) && float.IsFinite(Y1) && float.IsFinite(X2) && float.IsFinite(Y2)
        && Width > 0 && Height > 0;

    /// <summary>The part of the box inside an image of <paramref name="width"/> x <paramref name="height"/> pixels.</summary>
    public BoxXyxy Clip(float width, float height) => new(
        Math.Clamp(X1, 0, width), Math.Clamp(Y1, 0, height), Math.Clamp(X2, 0, width), Math.Clamp(Y2, 0, height));

    /// <summary>Intersection over union with <paramref name="other"/>, in [0, 1]; 0 where the union has no area.</summary>
    public float IntersectionOverUnion(BoxXyxy other)
    {
        float width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1);
        float height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1);
        if (!(width > 0 && height > 0))
        {
            return 0;
        }

        float intersection = width * height;
        float union = Area + other.Area - intersection;
        return union > 0 ? intersection / union : 0;
    }
}
