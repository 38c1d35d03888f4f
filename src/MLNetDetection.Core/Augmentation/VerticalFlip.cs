namespace MLNetDetection.Core.Augmentation;

/// <summary>Swaps top and bottom with a probability; for pictures without an up, such as microscopy or aerial views.</summary>
/// <param name="probability">In [0, 1].</param>
public sealed class VerticalFlip(double probability = 0.5) : IAugmentation
{
    private readonly double _probability = Ranges.Probability(probability);

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (random.NextBool(_probability))
        {
            plan.FlipVertically();
        }
    }
}
