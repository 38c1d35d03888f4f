using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A five-pointed star of ten facets that rise to the middle.</summary>
internal sealed class StarBody : ShapeBody
{
    private const float Rounding = 0.05f;
    private readonly Vector2 _tip;
    private readonly Vector2 _valley;
    private readonly Vector2 _outward;
    private readonly Vector3 _facet;
    private readonly Vector3 _colour;

    /// <summary>A star of a random colour, gold most of the time.</summary>
    public StarBody(ref RandomStream random)
    {
        float inner = random.NextSingle(0.4f, 0.5f);
        _tip = new Vector2(0, 0.95f);
        _valley = new Vector2(0.58778525f * inner, 0.80901699f * inner);
        Vector2 side = _valley - _tip;
        float length = MathF.Sqrt((side.X * side.X) + (side.Y * side.Y));
        _outward = new Vector2(-side.Y, side.X) / length;
        _facet = Paint.Unit(new Vector3(_outward.X * 0.75f, _outward.Y * 0.75f, 1));
        _colour = random.NextInt(5) switch
        {
            0 => new Vector3(0.9f, 0.2f, 0.22f),
            1 => new Vector3(0.25f, 0.5f, 0.95f),
            _ => Paint.Hsv(random.NextSingle(0.115f, 0.15f), random.NextSingle(0.75f, 0.95f), 1),
        };
    }

    /// <inheritdoc/>
    public override float Radius => 1.02f;

    /// <inheritdoc/>
    public override float Distance(Vector2 at)
    {
        Vector3 none = default;
        Vector2 folded = Fold(at, ref none);
        Vector2 side = _valley - _tip, offset = folded - _tip;
        float along = ((side.X * offset.X) + (side.Y * offset.Y)) / ((side.X * side.X) + (side.Y * side.Y));
        Vector2 rest = offset - (side * Math.Clamp(along, 0f, 1f));
        float distance = MathF.Sqrt((rest.X * rest.X) + (rest.Y * rest.Y));
        bool inside = (offset.X * _outward.X) + (offset.Y * _outward.Y) < 0;
        return (inside ? -distance : distance) - Rounding;
    }

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        Vector2 folded = Fold(at, ref light);
        float facing = MathF.Max(0, Paint.Dot(_facet, light));
        float bevel = Paint.Smooth(0.09f, 0, -Distance(at));
        float mirror = MathF.Max(0, (2 * facing * _facet.Z) - light.Z);
        float gloss = mirror * mirror * mirror * mirror;
        float centre = 0.12f * Paint.Smooth(0.7f, 0, folded.Y);
        return (_colour * (0.42f + (0.72f * facing) + centre - (0.18f * bevel))) + new Vector3(0.25f * gloss);
    }

    // Ten mirrored tenths become one, between a tip (0 degrees from +y) and a valley (36); the light is mirrored along, so that
    // one facet stands for all.
    private static Vector2 Fold(Vector2 at, ref Vector3 light)
    {
        Mirror(ref at, ref light, new Vector2(-1, 0));
        Mirror(ref at, ref light, new Vector2(-0.30901699f, -0.95105652f));
        Mirror(ref at, ref light, new Vector2(0.80901699f, -0.58778525f));
        Mirror(ref at, ref light, new Vector2(-1, 0));
        return at;
    }

    private static void Mirror(ref Vector2 at, ref Vector3 light, Vector2 away)
    {
        float beyond = (at.X * away.X) + (at.Y * away.Y);
        if (beyond > 0)
        {
            at -= away * (2 * beyond);
            float lit = 2 * ((light.X * away.X) + (light.Y * away.Y));
            light = new Vector3(light.X - (away.X * lit), light.Y - (away.Y * lit), light.Z);
        }
    }
}
