using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Metrics;

/// <summary>A detection as evaluators take it: float64, corner and size, as COCO writes boxes.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Top edge, pixels.</param>
/// <param name="Width">Pixels, at least 0.</param>
/// <param name="Height">Pixels, at least 0.</param>
/// <param name="ClassId">Any number; classes are matched by it.</param>
/// <param name="Score">0 or more, by custom a probability; more is surer.</param>
public readonly record struct DetectionBox(double X, double Y, double Width, double Height, int ClassId, double Score)
{
    /// <summary>The same detection.</summary>
    public static DetectionBox From(Detection item) => new(
        item.Box.X1, item.Box.Y1, (double)item.Box.X2 - item.Box.X1, (double)item.Box.Y2 - item.Box.Y1, item.ClassId, item.Score);
}
