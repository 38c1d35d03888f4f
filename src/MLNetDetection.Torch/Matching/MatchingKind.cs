namespace MLNetDetection.Torch.Matching;

/// <summary>By which rule anchors are given to objects.</summary>
public enum MatchingKind
{
    /// <summary>
    /// First one anchor to each object, best pair first over the whole IoU matrix (greedy bipartite: SSD's Caffe, Gluon, D2L),
    /// then every other anchor to the object it overlaps most, if by <see cref="MatcherOptions.PositiveIou"/>.
    /// </summary>
    Bipartite,

    /// <summary>
    /// Every anchor to the object it overlaps most, if by enough; then each object's best anchor to that object, a later object
    /// over an earlier one (ssd.pytorch, torchvision, NVIDIA). Every object gets its best anchor unless a later one takes it.
    /// </summary>
    BestAnchorOverride,

    /// <summary>
    /// mmdetection's max-IoU assigner: separate thresholds, then for each object whose best IoU is at least
    /// <see cref="MatcherOptions.MinimumIou"/> its best anchor or all its best ones, where low-quality matches are on.
    /// </summary>
    MaxIou,
}
