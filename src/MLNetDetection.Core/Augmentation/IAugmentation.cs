namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// One random change of a training picture and its objects. Implementations hold options only, so one instance serves
/// any number of threads, and draw nothing but from the stream they are given.
/// </summary>
public interface IAugmentation
{
    /// <summary>Edits <paramref name="plan"/>; no pixel is touched before the plan is rendered.</summary>
    void Apply(AugmentationPlan plan, ref RandomStream random);
}
