using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// A random change that takes other pictures of the set; it comes before the <see cref="IAugmentation"/>s. Implementations hold options
/// only, and draw nothing but from the stream they are given.
/// </summary>
public interface IPictureMix
{
    /// <summary>The picture made of <paramref name="sample"/> and others of <paramref name="set"/>, or <paramref name="sample"/> itself.</summary>
    TrainingSample Apply(TrainingSample sample, ITrainingSet set, ref RandomStream random);
}
