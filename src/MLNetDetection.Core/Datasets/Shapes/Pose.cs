using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>Where a body stands: it is scaled, turned, then moved.</summary>
/// <param name="X">Pixel of the body's origin, across.</param>
/// <param name="Y">Pixel of the body's origin, down.</param>
/// <param name="Scale">Pixels of one unit of the body.</param>
/// <param name="Cos">Of the turn.</param>
/// <param name="Sin">Of the turn.</param>
internal readonly record struct Pose(float X, float Y, float Scale, float Cos, float Sin)
{
    /// <summary>A turn up to <paramref name="limit"/> either way, given as the tangent of half the angle (1 is a quarter turn).</summary>
    public static (float Cos, float Sin) Turn(ref RandomStream random, float limit)
    {
        float t = random.NextSingle(-limit, limit);
        float scale = 1 / (1 + (t * t));
        return ((1 - (t * t)) * scale, 2 * t * scale);
    }

    /// <summary>A pixel position in units of the body.</summary>
    public Vector2 ToBody(float x, float y)
    {
        float dx = (x - X) / Scale, dy = (y - Y) / Scale;
        return new Vector2((Cos * dx) + (Sin * dy), (Cos * dy) - (Sin * dx));
    }

    /// <summary>A direction of the image as the turned body sees it.</summary>
    public Vector3 ToBody(Vector3 direction) =>
        new((Cos * direction.X) + (Sin * direction.Y), (Cos * direction.Y) - (Sin * direction.X), direction.Z);
}
