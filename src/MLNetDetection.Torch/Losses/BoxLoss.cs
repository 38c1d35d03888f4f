using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>The loss of a positive anchor's box. Stateless.</summary>
public abstract class BoxLoss
{
    /// <summary>True where the loss is of boxes in pixels, false where it is of the coded deltas.</summary>
    public virtual bool TakesBoxes => false;

    /// <summary>True where the values add up to a mean already and are divided by nothing more.</summary>
    public virtual bool IsMean => false;

    /// <summary>The loss of each box.</summary>
    /// <param name="predicted">float32 [P, 4]: deltas, or boxes xyxy in pixels.</param>
    /// <param name="wanted">float32 [P, 4]: the same of the objects, without gradient.</param>
    /// <returns>float32 [P], not negative, finite for finite input; 0 where both are equal.</returns>
    public abstract Tensor PerBox(Tensor predicted, Tensor wanted);
}
