using MLNetDetection.Core.Geometry;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Coding;

/// <summary>
/// Corner coding relative to the anchor's sides, CORNER_SIZE of SSD's Caffe: each corner's shift in anchor widths or heights,
/// over a deviation. The deltas are of x1, y1, x2 and y2.
/// </summary>
public sealed class CornerSizeCoder : IBoxCoder
{
    /// <summary>A coder.</summary>
    /// <param name="deviation">Divides the shifts; finite, over 0. Default 0.1, as Caffe's variance.</param>
    public CornerSizeCoder(double deviation = 0.1)
    {
        if (!(deviation > 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "The deviation is finite and over 0.");
        }

        Deviation = deviation;
    }

    /// <summary>Divides the shifts.</summary>
    public double Deviation { get; }

    /// <inheritdoc/>
    public BoxDeltas Encode(BoxXyxy box, BoxXyxy anchor)
    {
        CodedBoxes.Check(box);
        double width = (anchor.X2 - (double)anchor.X1) * Deviation, height = (anchor.Y2 - (double)anchor.Y1) * Deviation;
        return new BoxDeltas(
            (float)((box.X1 - (double)anchor.X1) / width), (float)((box.Y1 - (double)anchor.Y1) / height),
            (float)((box.X2 - (double)anchor.X2) / width), (float)((box.Y2 - (double)anchor.Y2) / height));
    }

    /// <inheritdoc/>
    public BoxXyxy Decode(BoxDeltas deltas, BoxXyxy anchor)
    {
        double width = (anchor.X2 - (double)anchor.X1) * Deviation, height = (anchor.Y2 - (double)anchor.Y1) * Deviation;
        return new BoxXyxy(
            (float)(anchor.X1 + deltas.X * width), (float)(anchor.Y1 + deltas.Y * height),
            (float)(anchor.X2 + deltas.W * width), (float)(anchor.Y2 + deltas.H * height));
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor deltas, Tensor anchors)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor sides = CodedBoxes.Columns(anchors, 2, 2).sub(CodedBoxes.Columns(anchors, 0, 2)).mul(Deviation);
        return anchors.add(deltas.mul(cat([sides, sides], 1))).MoveToOuterDisposeScope();
    }
}
