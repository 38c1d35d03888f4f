namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>What an inspection finds.</summary>
public enum InspectionKind
{
    /// <summary>An annotation file or record cannot be read, or means nothing.</summary>
    BadAnnotation,

    /// <summary>An annotated image is not there.</summary>
    MissingImage,

    /// <summary>An image file is none, or of a format that is not decoded.</summary>
    UnreadableImage,

    /// <summary>An image file ends before its picture does.</summary>
    TruncatedImage,

    /// <summary>An image file is of another format than its extension says.</summary>
    WrongExtension,

    /// <summary>An image has one grey value instead of colours.</summary>
    GrayscaleImage,

    /// <summary>An image has four inks instead of colours.</summary>
    CmykImage,

    /// <summary>An image has transparency.</summary>
    TransparentImage,

    /// <summary>An image has more than 8 bits for each channel.</summary>
    DeepImage,

    /// <summary>EXIF asks for the image to be turned.</summary>
    RotatedImage,

    /// <summary>An image has another size than its annotation says.</summary>
    WrongSize,

    /// <summary>A box reaches outside its image.</summary>
    BoxOutside,

    /// <summary>A box has no area.</summary>
    BoxEmpty,

    /// <summary>A box has a side of one pixel or less.</summary>
    BoxTiny,

    /// <summary>A box has its left and right, or its top and bottom, the wrong way round.</summary>
    BoxInverted,

    /// <summary>A box of the same class and place comes twice in an image.</summary>
    BoxDuplicated,

    /// <summary>A class has few images.</summary>
    RareClass,

    /// <summary>A class has no object in a part of the set.</summary>
    ClassAbsent,

    /// <summary>Two parts of the set hold the same picture.</summary>
    DuplicateAcrossSplits,

    /// <summary>Two images of one part are the same picture.</summary>
    DuplicateImage,

    /// <summary>The network's anchors fit many objects badly.</summary>
    AnchorCoverage,
}
