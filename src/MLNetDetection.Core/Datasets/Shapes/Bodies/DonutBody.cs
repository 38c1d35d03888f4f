using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A donut with icing and sprinkles; the ground shows through its hole.</summary>
internal sealed class DonutBody : ShapeBody
{
    private const float Ring = 0.645f;
    private const float Tube = 0.345f;
    private readonly LatticeNoise _noise;
    private readonly Vector3 _icing;
    private readonly Vector3 _dough;
    private readonly float _squash;
    private readonly float _sprinkles;

    /// <summary>A donut of random icing, tilted a little.</summary>
    public DonutBody(ref RandomStream random)
    {
        _noise = new LatticeNoise((uint)random.NextBits());
        _icing = random.NextInt(5) switch
        {
            0 => new Vector3(0.98f, 0.52f, 0.68f),
            1 => new Vector3(0.36f, 0.2f, 0.13f),
            2 => new Vector3(0.97f, 0.94f, 0.88f),
            3 => new Vector3(0.55f, 0.86f, 0.78f),
            _ => new Vector3(0.72f, 0.56f, 0.92f),
        };
        _dough = new Vector3(0.87f, 0.62f, 0.34f) * random.NextSingle(0.85f, 1.05f);
        _squash = random.NextSingle(0.78f, 1);
        _sprinkles = random.NextBool(0.75) ? 0.8f : 0;
    }

    /// <inheritdoc/>
    public override float Radius => 1;

    /// <inheritdoc/>
    public override float Distance(Vector2 at)
    {
        float v = at.Y / _squash;
        float length = MathF.Sqrt((at.X * at.X) + (v * v)) + 1e-6f;

        // Squashing shortens distances; the gradient's length puts the pixel back at its own.
        float gx = at.X / length, gy = v / (length * _squash);
        return (MathF.Abs(length - Ring) - Tube) / MathF.Max(0.1f, MathF.Sqrt((gx * gx) + (gy * gy)));
    }

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        Vector2 flat = new(at.X, at.Y / _squash);
        float length = MathF.Sqrt((flat.X * flat.X) + (flat.Y * flat.Y)) + 1e-6f;
        Vector2 outward = flat / length;
        float across = Math.Clamp((length - Ring) / Tube, -1f, 1f);
        Vector3 normal = new(across * outward.X, across * outward.Y, MathF.Sqrt(1 - (across * across)));
        float drip = 0.72f + (0.2f * (_noise.Value((outward.X * 4) + 9, (outward.Y * 4) + 9) - 0.5f)) + (0.05f * Wave(outward));
        float icing = Math.Clamp(((drip - MathF.Abs(across)) * Tube / pixel) + 0.5f, 0f, 1f);

        float facing = Paint.Dot(normal, light);
        float diffuse = 0.42f + (0.68f * MathF.Max(0, facing));
        float baked = 1 - (0.25f * _noise.Value(flat.X * 9, flat.Y * 9)) - (0.25f * Paint.Smooth(0.85f, 1, MathF.Abs(across)));
        Vector3 colour = Paint.Mix(_dough * baked, Sprinkled(flat, pixel, across), icing);
        float lip = Paint.Line(MathF.Abs(across) - drip - 0.05f, 0.05f, 0.08f) * 0.25f;

        float mirror = MathF.Max(0, (2 * facing * normal.Z) - light.Z);
        float gloss = mirror * mirror * mirror * mirror;
        gloss *= gloss * gloss * gloss;
        return (colour * (diffuse * (1 - lip))) + new Vector3(0.4f * gloss * icing);
    }

    // cos(5 a) of the direction's angle a, as a polynomial of cos a (Chebyshev).
    private static float Wave(Vector2 outward)
    {
        float c = outward.X, s = c * c;
        return c * ((16 * s * s) - (20 * s) + 5);
    }

    private Vector3 Sprinkled(Vector2 at, float pixel, float across)
    {
        const float Cell = 0.15f;
        int column = (int)MathF.Floor(at.X / Cell), row = (int)MathF.Floor(at.Y / Cell);
        float chance = _noise.At(column, row);
        if (chance >= _sprinkles || MathF.Abs(across) > 0.62f)
        {
            return _icing;
        }

        float turn = (2 * _noise.At(column + 100, row)) - 1, scale = 1 / (1 + (turn * turn));
        Vector2 along = new((1 - (turn * turn)) * scale, 2 * turn * scale);
        Vector2 offset = at - new Vector2((column + 0.5f) * Cell, (row + 0.5f) * Cell);
        float t = Math.Clamp((offset.X * along.X) + (offset.Y * along.Y), -0.04f, 0.04f);
        Vector2 rest = offset - (along * t);
        float inside = Math.Clamp(((0.022f - MathF.Sqrt((rest.X * rest.X) + (rest.Y * rest.Y))) / pixel) + 0.5f, 0f, 1f);
        return Paint.Mix(_icing, Paint.Hsv(_noise.At(column, row + 100), 0.75f, 1), inside);
    }
}
