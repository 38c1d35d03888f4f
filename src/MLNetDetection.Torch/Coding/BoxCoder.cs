using MLNetDetection.Core.Geometry;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Coding;

/// <summary>
/// Centre-size coding of boxes against anchors (R-CNN, Girshick et al. 2014, appendix C; SSD's variances 0.1 and 0.2 are
/// the weights 10 and 5 here). Boxes are xyxy in pixels; anchors have positive sides.
/// </summary>
public sealed class BoxCoder : IBoxCoder
{
    /// <summary>The largest width or height that decoding gives, relative to the anchor: torchvision's 1000 / 16.</summary>
    public const double LargestGrowth = 1000.0 / 16;

    private static readonly double _largestLog = Math.Log(LargestGrowth);

    private readonly double[] _weights;
    private readonly double[] _means;

    /// <summary>A coder with given weights.</summary>
    /// <param name="weightXy">Multiplies the shifts of the centre; over 0, 10 in SSD.</param>
    /// <param name="weightWh">Multiplies the logarithms of the sides; over 0, 5 in SSD.</param>
    public BoxCoder(double weightXy = 10, double weightWh = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weightXy);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weightWh);
        (_weights, _means) = ([weightXy, weightXy, weightWh, weightWh], new double[4]);
    }

    /// <summary>A coder by means and standard deviations: delta = (t - mean) / deviation, as D2L and mmdetection write it.</summary>
    /// <param name="means">Of the shifts across and down and the logarithms of width and height; finite.</param>
    /// <param name="deviations">Of the same; finite, over 0. 0.1, 0.1, 0.2, 0.2 in SSD.</param>
    public BoxCoder(BoxDeltas means, BoxDeltas deviations)
    {
        double[] wanted = [deviations.X, deviations.Y, deviations.W, deviations.H];
        double[] given = [means.X, means.Y, means.W, means.H];
        if (!wanted.All(d => d > 0 && double.IsFinite(d)) || !given.All(double.IsFinite))
        {
            throw new ArgumentException("Means are finite and deviations finite and over 0.", nameof(deviations));
        }

        (_weights, _means) = ([.. wanted.Select(Weight)], given);
    }

    internal BoxCoder(ReadOnlySpan<double> weights, ReadOnlySpan<double> means) => (_weights, _means) = (weights.ToArray(), means.ToArray());

    /// <summary>Four weights (x, y, w, h), then four means.</summary>
    internal IEnumerable<double> Numbers => [.. _weights, .. _means];

    /// <inheritdoc/>
    public BoxDeltas Encode(BoxXyxy box, BoxXyxy anchor)
    {
        CodedBoxes.Check(box);
        double width = anchor.X2 - (double)anchor.X1, height = anchor.Y2 - (double)anchor.Y1;
        double shiftX = ((double)box.X1 + box.X2 - anchor.X1 - anchor.X2) / 2;
        double shiftY = ((double)box.Y1 + box.Y2 - anchor.Y1 - anchor.Y2) / 2;
        return new BoxDeltas(
            (float)(_weights[0] * shiftX / width - _weights[0] * _means[0]),
            (float)(_weights[1] * shiftY / height - _weights[1] * _means[1]),
            (float)(_weights[2] * Math.Log((box.X2 - (double)box.X1) / width) - _weights[2] * _means[2]),
            (float)(_weights[3] * Math.Log((box.Y2 - (double)box.Y1) / height) - _weights[3] * _means[3]));
    }

    /// <summary>The box of <paramref name="deltas"/>; its sides grow to 62.5 times the anchor's at most. Not clipped to the image.</summary>
    public BoxXyxy Decode(BoxDeltas deltas, BoxXyxy anchor)
    {
        double width = anchor.X2 - (double)anchor.X1, height = anchor.Y2 - (double)anchor.Y1;
        double centreX = anchor.X1 + width / 2 + (deltas.X / _weights[0] + _means[0]) * width;
        double centreY = anchor.Y1 + height / 2 + (deltas.Y / _weights[1] + _means[1]) * height;
        double halfWidth = Math.Exp(Math.Min(deltas.W / _weights[2] + _means[2], _largestLog)) * width / 2;
        double halfHeight = Math.Exp(Math.Min(deltas.H / _weights[3] + _means[3], _largestLog)) * height / 2;
        return new BoxXyxy(
            (float)(centreX - halfWidth), (float)(centreY - halfHeight), (float)(centreX + halfWidth), (float)(centreY + halfHeight));
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor deltas, Tensor anchors)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor t = deltas.mul(CodedBoxes.Row(_weights.Select(w => 1 / w), deltas.device)).add(CodedBoxes.Row(_means, deltas.device));
        Tensor low = CodedBoxes.Columns(anchors, 0, 2), sides = CodedBoxes.Columns(anchors, 2, 2).sub(low); // [P, 2]
        Tensor centres = low.add(sides.mul(0.5)).add(CodedBoxes.Columns(t, 0, 2).mul(sides));
        Tensor halves = CodedBoxes.Columns(t, 2, 2).clamp(max: _largestLog).exp().mul(sides).mul(0.5);
        return cat([centres.sub(halves), centres.add(halves)], 1).MoveToOuterDisposeScope();
    }

    // The nearest double to what float32 meant by 0.1: 1 / 0.1f would make the weight 9.99999985.
    private static double Weight(double deviation) => 1 / Math.Round(deviation, 7);
}
