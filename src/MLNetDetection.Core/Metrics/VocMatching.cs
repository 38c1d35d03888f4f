namespace MLNetDetection.Core.Metrics;

/// <summary>Which object a detection belongs to.</summary>
public enum VocMatching
{
    /// <summary>The one that it overlaps most, taken or not: Pascal VOC, mmdetection's default.</summary>
    PascalVoc,

    /// <summary>
    /// The free one that it overlaps most, where small objects ask for less: their threshold is w h / ((w + 10) (h + 10)) at
    /// most. As mmdetection has it for ImageNet DET and VID, whose objects it moves by one pixel to the left and up.
    /// </summary>
    ImageNet,
}
