namespace MLNetDetection.Core.Augmentation;

/// <summary>Augmentations one after the other; none at all leaves the picture as it is.</summary>
public sealed class AugmentationChain(params IReadOnlyList<IAugmentation> steps) : IAugmentation
{
    private readonly IAugmentation[] _steps = [.. steps ?? throw new ArgumentNullException(nameof(steps))];

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (IAugmentation step in _steps)
        {
            step.Apply(plan, ref random);
        }
    }
}
