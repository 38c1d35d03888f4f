namespace MLNetDetection.Torch.Losses;

/// <summary>What the sums of a loss are divided by.</summary>
public enum LossNormalisation
{
    /// <summary>The batch's positive anchors, at least 1 (Liu et al. 2016, equation 1; torchvision).</summary>
    Positives,

    /// <summary>Per image its own positive anchors, then the mean over the images that have any (NVIDIA's SSD300).</summary>
    PerImage,

    /// <summary>All anchors of the batch, and for the box part all their four deltas: plain means (the Gluon tutorial).</summary>
    Anchors,
}
