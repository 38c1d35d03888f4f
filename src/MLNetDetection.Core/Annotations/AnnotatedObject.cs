using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Annotations;

/// <summary>One object that an annotator marked in an image.</summary>
/// <param name="Box">Pixels of the image.</param>
/// <param name="ClassId">0-based index into the class names.</param>
/// <param name="Difficult">VOC's flag: neither rewarded nor punished by the evaluator.</param>
/// <param name="IsCrowd">COCO's flag: the box covers a group.</param>
/// <param name="Area">Area in square pixels as annotated (COCO: of the mask); null takes the box's own.</param>
public readonly record struct AnnotatedObject(
    BoxXyxy Box, int ClassId, bool Difficult = false, bool IsCrowd = false, double? Area = null);
