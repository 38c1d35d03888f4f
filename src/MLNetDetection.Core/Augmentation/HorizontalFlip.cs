namespace MLNetDetection.Core.Augmentation;

/// <summary>Swaps left and right with a probability.</summary>
/// <param name="probability">In [0, 1].</param>
public sealed class HorizontalFlip(double probability = 0.5) : IAugmentation
{
    private readonly double _probability = Ranges.Probability(probability);

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (random.NextBool(_probability))
        {
            plan.FlipHorizontally();
        }
    }
}
