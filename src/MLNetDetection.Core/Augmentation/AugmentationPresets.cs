namespace MLNetDetection.Core.Augmentation;

/// <summary>Chains that have proved useful.</summary>
public static class AugmentationPresets
{
    /// <summary>Nothing.</summary>
    public static IAugmentation None { get; } = new AugmentationChain();

    /// <summary>
    /// Mild brightness and contrast, and a horizontal flip: for small sets whose objects always appear at about one size, and whose
    /// colours tell the classes.
    /// </summary>
    public static IAugmentation Light { get; } = new AugmentationChain(
        new PhotometricDistortion { BrightnessDelta = 25, ContrastRange = 0.2, SaturationRange = 0, HueDegrees = 0, Probability = 1 },
        new HorizontalFlip());

    /// <summary>What Liu et al. 2016 train SSD with: colours, zoom out, the IoU-constrained crop, a horizontal flip.</summary>
    public static IAugmentation SsdPaper { get; } = new AugmentationChain(
        new PhotometricDistortion(), new SsdExpand(), new SsdCrop(), new HorizontalFlip());
}
