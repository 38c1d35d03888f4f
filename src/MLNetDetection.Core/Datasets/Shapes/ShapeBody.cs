using System.Numerics;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>A thing that can be drawn, in units of its own: about [-1, 1] both ways, y down.</summary>
internal abstract class ShapeBody
{
    /// <summary>No point of the silhouette is farther from the origin.</summary>
    public abstract float Radius { get; }

    /// <summary>Distance to the silhouette's edge, negative inside; exact near the edge only.</summary>
    public abstract float Distance(Vector2 at);

    /// <summary>The colour at a point of the silhouette.</summary>
    /// <param name="at">The point.</param>
    /// <param name="light">Towards the lamp, as the turned body sees it; length 1.</param>
    /// <param name="pixel">A pixel's width in units of the body, to soften edges inside the texture.</param>
    public abstract Vector3 Shade(Vector2 at, Vector3 light, float pixel);
}
