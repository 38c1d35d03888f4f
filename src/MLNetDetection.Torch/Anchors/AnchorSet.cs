using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Anchors;

/// <summary>
/// The anchors of one input size, absolute pixels of the network's input, float32. Kept by corner and by centre, one
/// array per coordinate, so that matching runs over them with vector instructions.
/// </summary>
public sealed class AnchorSet
{
    /// <summary>A set of anchors.</summary>
    /// <param name="xyxyPx">x0 y0 x1 y1 of each anchor, pixels: [A, 4] row by row; sides over 0.</param>
    /// <exception cref="ArgumentException">The length is no multiple of 4, or a box is not proper.</exception>
    public AnchorSet(IReadOnlyList<float> xyxyPx)
    {
        ArgumentNullException.ThrowIfNull(xyxyPx);
        if (xyxyPx.Count % 4 != 0)
        {
            throw new ArgumentException($"Anchors take 4 numbers each; {xyxyPx.Count} is no multiple of 4.", nameof(xyxyPx));
        }

        Count = xyxyPx.Count / 4;
        X1s = new float[Count];
        Y1s = new float[Count];
        X2s = new float[Count];
        Y2s = new float[Count];
        Areas = new float[Count];
        for (int a = 0; a < Count; a++)
        {
            var box = new BoxXyxy(xyxyPx[4 * a], xyxyPx[4 * a + 1], xyxyPx[4 * a + 2], xyxyPx[4 * a + 3]);
            if (!box.IsProper)
            {
                throw new ArgumentException($"Anchor {a} has no area: {box}.", nameof(xyxyPx));
            }

            (X1s[a], Y1s[a], X2s[a], Y2s[a]) = (box.X1, box.Y1, box.X2, box.Y2);
            Areas[a] = box.Area;
        }
    }

    /// <summary>Number of anchors, A.</summary>
    public int Count { get; }

    /// <summary>The anchor at <paramref name="index"/>, pixels.</summary>
    public BoxXyxy this[int index] => new(X1s[index], Y1s[index], X2s[index], Y2s[index]);

    internal float[] X1s { get; }

    internal float[] Y1s { get; }

    internal float[] X2s { get; }

    internal float[] Y2s { get; }

    internal float[] Areas { get; }
}
