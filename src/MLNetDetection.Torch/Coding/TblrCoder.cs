using MLNetDetection.Core.Geometry;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Coding;

/// <summary>
/// Distances from the anchor's centre to the box's top, bottom, left and right, in anchor heights and widths, over a
/// normaliser (FSAF, Zhu et al. 2019; mmdetection's TBLR coder). The deltas are in that order.
/// </summary>
public sealed class TblrCoder : IBoxCoder
{
    /// <summary>A coder.</summary>
    /// <param name="normaliser">Divides the distances; finite, over 0. Default 4, as in FSAF.</param>
    public TblrCoder(double normaliser = 4)
    {
        if (!(normaliser > 0 && double.IsFinite(normaliser)))
        {
            throw new ArgumentOutOfRangeException(nameof(normaliser), normaliser, "The normaliser is finite and over 0.");
        }

        Normaliser = normaliser;
    }

    /// <summary>Divides the distances.</summary>
    public double Normaliser { get; }

    /// <inheritdoc/>
    public BoxDeltas Encode(BoxXyxy box, BoxXyxy anchor)
    {
        CodedBoxes.Check(box);
        (double x, double y, double width, double height) = Scaled(anchor);
        return new BoxDeltas((float)((y - box.Y1) / height), (float)((box.Y2 - y) / height), (float)((x - box.X1) / width), (float)((box.X2 - x) / width));
    }

    /// <inheritdoc/>
    public BoxXyxy Decode(BoxDeltas deltas, BoxXyxy anchor)
    {
        (double x, double y, double width, double height) = Scaled(anchor);
        return new BoxXyxy(
            (float)(x - deltas.W * width), (float)(y - deltas.X * height), (float)(x + deltas.H * width), (float)(y + deltas.Y * height));
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor deltas, Tensor anchors)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor low = CodedBoxes.Columns(anchors, 0, 2), sides = CodedBoxes.Columns(anchors, 2, 2).sub(low); // [P, 2]
        Tensor centres = low.add(sides.mul(0.5)), scaled = sides.mul(Normaliser);
        Tensor before = deltas.index_select(1, tensor(new long[] { 2, 0 }, device: deltas.device)); // left, top
        Tensor after = deltas.index_select(1, tensor(new long[] { 3, 1 }, device: deltas.device)); // right, bottom
        return cat([centres.sub(before.mul(scaled)), centres.add(after.mul(scaled))], 1).MoveToOuterDisposeScope();
    }

    private (double X, double Y, double Width, double Height) Scaled(BoxXyxy anchor) => (
        ((double)anchor.X1 + anchor.X2) / 2, ((double)anchor.Y1 + anchor.Y2) / 2,
        (anchor.X2 - (double)anchor.X1) * Normaliser, (anchor.Y2 - (double)anchor.Y1) * Normaliser);
}
