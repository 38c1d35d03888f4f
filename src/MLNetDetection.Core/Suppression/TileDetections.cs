using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>What was found in one window of a picture.</summary>
/// <param name="Window">Pixels of the picture; may reach outside it.</param>
/// <param name="Detections">Boxes in pixels of the picture, not of the window; may be empty.</param>
public sealed record TileDetections(BoxXyxy Window, IReadOnlyList<Detection> Detections);
