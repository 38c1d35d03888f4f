namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>A body at its place in a scene.</summary>
/// <param name="Body">What to draw.</param>
/// <param name="Pose">Where.</param>
/// <param name="Mask">Its silhouette.</param>
/// <param name="ClassId">0-based class; null for a thing of no class.</param>
internal sealed record SceneItem(ShapeBody Body, Pose Pose, CoverageMask Mask, int? ClassId);
