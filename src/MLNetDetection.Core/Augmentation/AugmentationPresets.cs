namespace MLNetDetection.Core.Augmentation;

/// <summary>Chains that have proved useful.</summary>
public static class AugmentationPresets
{
    /// <summary>Nothing.</summary>
    public static IAugmentation None { get; } = new AugmentationChain();

    /// <summary>
    /// Mild brightness and contrast, a zoom of at most a quarter in or a fifth out, and a horizontal flip: for small sets whose
    /// objects appear at about one size, and whose colours tell the classes.
    /// </summary>
    /// <remarks>
    /// The zoom moves objects against the feature maps' cells, which a small set leaves the network to learn by heart: on BCCD it
    /// is worth 0.04 AP.
    /// </remarks>
    public static IAugmentation Light { get; } = new AugmentationChain(
        new PhotometricDistortion { BrightnessDelta = 25, ContrastRange = 0.2, SaturationRange = 0, HueDegrees = 0, Probability = 1 },
        new SsdCrop { MinimumScale = 0.8, MaximumAspect = 1.25, MinimumOverlaps = [0] },
        new SsdExpand { MaximumRatio = 1.2 },
        new HorizontalFlip());

    /// <summary>What Liu et al. 2016 train SSD with: colours, zoom out, the IoU-constrained crop, a horizontal flip.</summary>
    public static IAugmentation SsdPaper { get; } = new AugmentationChain(
        new PhotometricDistortion(), new SsdExpand(), new SsdCrop(), new HorizontalFlip());
}
