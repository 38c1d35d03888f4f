using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Coding;

/// <summary>
/// Centre-size coding of boxes against anchors (R-CNN, Girshick et al. 2014, appendix C; SSD's variances 0.1 and 0.2 are
/// the weights 10 and 5 here). Boxes are xyxy in pixels; anchors have positive sides.
/// </summary>
public sealed class BoxCoder
{
    /// <summary>The largest width or height that decoding gives, relative to the anchor: torchvision's 1000 / 16.</summary>
    public const double LargestGrowth = 1000.0 / 16;

    private static readonly double _largestLog = Math.Log(LargestGrowth);

    /// <summary>A coder with given weights.</summary>
    /// <param name="weightXy">Multiplies the shifts of the centre; over 0, 10 in SSD.</param>
    /// <param name="weightWh">Multiplies the logarithms of the sides; over 0, 5 in SSD.</param>
    public BoxCoder(double weightXy = 10, double weightWh = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weightXy);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weightWh);
        (WeightXy, WeightWh) = (weightXy, weightWh);
    }

    /// <summary>Multiplies the shifts of the centre.</summary>
    public double WeightXy { get; }

    /// <summary>Multiplies the logarithms of the sides.</summary>
    public double WeightWh { get; }

    /// <summary>The deltas that decode to <paramref name="box"/>.</summary>
    /// <exception cref="ArgumentException">The box has no area: its logarithm is not finite.</exception>
    public BoxDeltas Encode(BoxXyxy box, BoxXyxy anchor)
    {
        if (!box.IsProper)
        {
            throw new ArgumentException($"A box without area cannot be encoded: {box}.", nameof(box));
        }

        double width = anchor.X2 - (double)anchor.X1, height = anchor.Y2 - (double)anchor.Y1;
        double shiftX = ((double)box.X1 + box.X2 - anchor.X1 - anchor.X2) / 2;
        double shiftY = ((double)box.Y1 + box.Y2 - anchor.Y1 - anchor.Y2) / 2;
        return new BoxDeltas(
            (float)(WeightXy * shiftX / width),
            (float)(WeightXy * shiftY / height),
            (float)(WeightWh * Math.Log((box.X2 - (double)box.X1) / width)),
            (float)(WeightWh * Math.Log((box.Y2 - (double)box.Y1) / height)));
    }

    /// <summary>The box of <paramref name="deltas"/>; its sides grow to 62.5 times the anchor's at most. Not clipped to the image.</summary>
    public BoxXyxy Decode(BoxDeltas deltas, BoxXyxy anchor)
    {
        double width = anchor.X2 - (double)anchor.X1, height = anchor.Y2 - (double)anchor.Y1;
        double centreX = anchor.X1 + width / 2 + deltas.X / WeightXy * width;
        double centreY = anchor.Y1 + height / 2 + deltas.Y / WeightXy * height;
        double halfWidth = Math.Exp(Math.Min(deltas.W / WeightWh, _largestLog)) * width / 2;
        double halfHeight = Math.Exp(Math.Min(deltas.H / WeightWh, _largestLog)) * height / 2;
        return new BoxXyxy(
            (float)(centreX - halfWidth), (float)(centreY - halfHeight), (float)(centreX + halfWidth), (float)(centreY + halfHeight));
    }
}
