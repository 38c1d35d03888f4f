using System.Numerics;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>Colours as (R, G, B) in [0, 1]; only sums and products, whose results are the same on every machine.</summary>
internal static class Paint
{
    /// <summary><paramref name="from"/> at 0, <paramref name="to"/> at 1. Vector3.Lerp may fuse its product, so it is not used.</summary>
    public static Vector3 Mix(Vector3 from, Vector3 to, float share) => from + ((to - from) * share);

    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, smooth between.</summary>
    public static float Smooth(float low, float high, float value)
    {
        float t = Math.Clamp((value - low) / (high - low), 0f, 1f);
        return t * t * (3 - (2 * t));
    }

    /// <summary>The share of a band of <paramref name="halfWidth"/> around 0 that a pixel <paramref name="pixel"/> wide sees at <paramref name="distance"/>.</summary>
    public static float Line(float distance, float halfWidth, float pixel) =>
        Math.Clamp(((halfWidth - MathF.Abs(distance)) / pixel) + 0.5f, 0f, 1f);

    /// <summary>The product of the coordinates, summed.</summary>
    public static float Dot(Vector3 a, Vector3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    /// <summary>The direction of <paramref name="vector"/>, which is not 0.</summary>
    public static Vector3 Unit(Vector3 vector) => vector * (1 / MathF.Sqrt(Dot(vector, vector)));

    /// <summary>A colour by hue in turns, saturation and value in [0, 1].</summary>
    public static Vector3 Hsv(float hue, float saturation, float value)
    {
        float h = (hue - MathF.Floor(hue)) * 6;
        Vector3 pure = new(
            Math.Clamp(MathF.Abs(h - 3) - 1, 0, 1), Math.Clamp(2 - MathF.Abs(h - 2), 0, 1), Math.Clamp(2 - MathF.Abs(h - 4), 0, 1));
        return Mix(Vector3.One, pure, saturation) * value;
    }
}
