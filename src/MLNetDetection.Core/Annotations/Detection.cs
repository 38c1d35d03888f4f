using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Annotations;

/// <summary>One detected object.</summary>
/// <param name="Box">Pixels of the source image, clipped to it.</param>
/// <param name="ClassId">0-based index into the class names.</param>
/// <param name="Score">Probability in [0, 1].</param>
public readonly record struct Detection(BoxXyxy Box, int ClassId, float Score);
