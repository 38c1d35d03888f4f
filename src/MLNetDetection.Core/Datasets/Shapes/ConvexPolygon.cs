using System.Numerics;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>A convex polygon with rounded corners.</summary>
internal sealed class ConvexPolygon
{
    private readonly Vector3[] _edges;
    private readonly Vector2[] _corners;
    private readonly float _rounding;

    /// <summary>Corners clockwise as seen (y down); each is moved nowhere, the edges grow by <paramref name="rounding"/>.</summary>
    public ConvexPolygon(Vector2[] corners, float rounding = 0)
    {
        _corners = corners;
        _rounding = rounding;
        _edges = new Vector3[corners.Length];
        for (int i = 0; i < corners.Length; i++)
        {
            Vector2 from = corners[i], side = corners[(i + 1) % corners.Length] - from;
            float length = MathF.Sqrt((side.X * side.X) + (side.Y * side.Y));
            Vector2 outward = new(side.Y / length, -side.X / length);
            _edges[i] = new Vector3(outward.X, outward.Y, (outward.X * from.X) + (outward.Y * from.Y));
        }
    }

    /// <summary>Distance to the edge, negative inside.</summary>
    public float Distance(Vector2 at)
    {
        float distance = float.NegativeInfinity;
        foreach (Vector3 edge in _edges)
        {
            distance = MathF.Max(distance, (edge.X * at.X) + (edge.Y * at.Y) - edge.Z);
        }

        return (distance > 0 ? DistanceOutside(at) : distance) - _rounding;
    }

    private float DistanceOutside(Vector2 at)
    {
        float least = float.PositiveInfinity;
        for (int i = 0; i < _corners.Length; i++)
        {
            least = MathF.Min(least, SquaredDistance(at, _corners[i], _corners[(i + 1) % _corners.Length]));
        }

        return MathF.Sqrt(least);
    }

    private static float SquaredDistance(Vector2 at, Vector2 from, Vector2 to)
    {
        Vector2 side = to - from, offset = at - from;
        float along = ((side.X * offset.X) + (side.Y * offset.Y)) / ((side.X * side.X) + (side.Y * side.Y));
        Vector2 rest = offset - (side * Math.Clamp(along, 0f, 1f));
        return (rest.X * rest.X) + (rest.Y * rest.Y);
    }
}
