namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>What a JSON file is, by the keys of its outermost level.</summary>
internal enum JsonKind
{
    /// <summary>Something else, or no JSON.</summary>
    Other,

    /// <summary>images, annotations or categories: COCO.</summary>
    Coco,

    /// <summary>An array of detections: COCO's result form.</summary>
    CocoResult,

    /// <summary>assets: VoTT's export or project.</summary>
    VottSet,

    /// <summary>asset and regions: one VoTT asset.</summary>
    VottAsset,

    /// <summary>shapes, imagePath: LabelMe.</summary>
    LabelMe,

    /// <summary>An array of images with filename and ann: mmdetection.</summary>
    Mmdetection,
}
