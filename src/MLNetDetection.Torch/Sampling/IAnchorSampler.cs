using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Torch.Sampling;

/// <summary>
/// Chooses, after matching, which anchors of an image take part in training; the others are marked
/// <see cref="Matching.AnchorMatcher.NotCounted"/>. Use it with <see cref="Losses.NegativeMining.All"/>. Stateless: the numbers come
/// from the image's own stream, so that the result does not depend on the number of loader threads.
/// </summary>
public interface IAnchorSampler
{
    /// <summary>Marks what is not chosen.</summary>
    /// <param name="matches">[A]: an object's index, background or not counted; changed.</param>
    /// <param name="bestIou">[A]: each anchor's best IoU with an object.</param>
    /// <param name="random">The image's numbers; moved on.</param>
    void Sample(Span<int> matches, ReadOnlySpan<float> bestIou, ref RandomStream random);
}
