namespace MLNetDetection.Core.Augmentation;

/// <summary>Fits the view into the input by stretching each side on its own: what happens without a <see cref="Letterbox"/>, by name.</summary>
public sealed class Stretch : IAugmentation
{
    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random) => ArgumentNullException.ThrowIfNull(plan);
}
