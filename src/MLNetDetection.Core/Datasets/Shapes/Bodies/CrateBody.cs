using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes.Bodies;

/// <summary>A wooden crate seen from above and one side: framed boards, a brace, nails.</summary>
internal sealed class CrateBody : ShapeBody
{
    private readonly ConvexPolygon _outline;
    private readonly LatticeNoise _grain;
    private readonly Vector3 _wood;
    private readonly float _half;
    private readonly Vector2 _corner;
    private readonly Vector2 _depth;
    private readonly bool _brace;

    /// <summary>A crate of random wood, seen from the left or the right.</summary>
    public CrateBody(ref RandomStream random)
    {
        _grain = new LatticeNoise((uint)random.NextBits());
        _wood = Paint.Hsv(random.NextSingle(0.07f, 0.11f), random.NextSingle(0.42f, 0.66f), random.NextSingle(0.62f, 0.86f));
        _brace = random.NextBool(0.6);
        float depthX = random.NextSingle(0.2f, 0.4f) * (random.NextBool() ? 1 : -1), depthY = random.NextSingle(0.25f, 0.4f);
        _depth = new Vector2(depthX, -depthY);
        _half = 0.97f - (0.5f * MathF.Max(MathF.Abs(depthX), depthY));
        _corner = new Vector2(-_half - (depthX / 2), -_half + (depthY / 2));

        float left = _corner.X, top = _corner.Y, right = left + (2 * _half), bottom = top + (2 * _half);
        Vector2 a = new(left, top), b = new(right, top), c = new(right, bottom), d = new(left, bottom);
        _outline = new ConvexPolygon(
            depthX > 0 ? [a, a + _depth, b + _depth, c + _depth, c, d] : [a + _depth, b + _depth, b, c, d, d + _depth], 0.02f);
    }

    /// <inheritdoc/>
    public override float Radius => 1.4f;

    /// <inheritdoc/>
    public override float Distance(Vector2 at) => _outline.Distance(at);

    /// <inheritdoc/>
    public override Vector3 Shade(Vector2 at, Vector3 light, float pixel)
    {
        float size = 2 * _half, fine = pixel / size;
        Vector2 face = (at - _corner) / size;
        float back = -face.Y * size / -_depth.Y;
        if (back > 0 && InRange(face.X - (back * _depth.X / size), fine))
        {
            return Boards(new Vector2(face.X - (back * _depth.X / size), 1 - back), fine, 2, false)
                * (0.62f + (0.6f * MathF.Max(0, -light.Y)));
        }

        float aside = (_depth.X > 0 ? face.X - 1 : -face.X) * size / MathF.Abs(_depth.X);
        if (aside > 0)
        {
            float facing = _depth.X > 0 ? light.X : -light.X;
            return Boards(new Vector2(aside, face.Y - (aside * _depth.Y / size)), fine, 1, false)
                * (0.52f + (0.5f * MathF.Max(0, facing)));
        }

        return Boards(face, fine, 0, _brace) * (0.5f + (0.6f * light.Z));
    }

    private static bool InRange(float value, float slack) => value >= -slack && value <= 1 + slack;

    private Vector3 Boards(Vector2 at, float fine, int face, bool brace)
    {
        const float Frame = 0.15f;
        float rim = MathF.Min(MathF.Min(at.X, 1 - at.X), MathF.Min(at.Y, 1 - at.Y));
        float soft = MathF.Max(fine, 0.012f);
        if (rim < Frame)
        {
            bool upright = MathF.Min(at.X, 1 - at.X) < Frame;
            Vector3 frame = Wood(upright ? at : new Vector2(at.Y, at.X), face + 8) * 1.08f;
            float nail = Nail(at, Frame, fine);
            float edge = 1 - (0.3f * Paint.Line(rim, 0.012f, soft));
            return Paint.Mix(frame * edge, new Vector3(0.2f), nail * 0.7f);
        }

        float diagonal = (at.X + at.Y - 1) * 0.70710678f;
        if (brace && MathF.Abs(diagonal) < 0.085f)
        {
            float rib = 1 - (0.35f * Paint.Line(MathF.Abs(diagonal) - 0.085f, 0.015f, soft));
            return Wood(new Vector2(diagonal + 3, (at.X - at.Y) * 0.7f), face + 4) * (rib * 1.02f);
        }

        // The boards lie behind the frame, in its shadow near the edge.
        float across = (at.X - Frame) / (1 - (2 * Frame)) * 4;
        int board = (int)across;
        float gap = MathF.Min(across - board, board + 1 - across) / 4 * (1 - (2 * Frame));
        float tone = 0.74f + (0.2f * _grain.At(board, face));
        float dark = 1 - (0.6f * Paint.Line(gap, 0.012f, soft));
        float shade = 0.72f + (0.28f * Paint.Smooth(0, 0.06f, rim - Frame));
        return Wood(at + new Vector2(board * 5, 0), face) * (tone * dark * shade);
    }

    private static float Nail(Vector2 at, float frame, float fine)
    {
        float x = MathF.Min(at.X, 1 - at.X) - (frame / 2), y = MathF.Min(at.Y, 1 - at.Y) - (frame / 2);
        return Math.Clamp(((0.025f - MathF.Sqrt((x * x) + (y * y))) / fine) + 0.5f, 0f, 1f);
    }

    /// <summary>Grain along y.</summary>
    private Vector3 Wood(Vector2 at, int part)
    {
        float warp = _grain.Value((at.X * 3) + (part * 7), at.Y * 2.5f);
        float grain = _grain.Value((at.X * 26) + (warp * 5), (at.Y * 3) + (part * 11));
        return _wood * (0.82f + (0.3f * grain));
    }
}
