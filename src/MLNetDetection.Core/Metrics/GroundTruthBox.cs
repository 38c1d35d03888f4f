using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Metrics;

/// <summary>An annotated object as evaluators take it: float64, corner and size, as COCO writes boxes.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Top edge, pixels.</param>
/// <param name="Width">Pixels, at least 0.</param>
/// <param name="Height">Pixels, at least 0.</param>
/// <param name="ClassId">Any number; classes are matched by it.</param>
/// <param name="Area">Square pixels; decides between small, medium and large. COCO's is the mask's, not the box's.</param>
/// <param name="IsCrowd">Covers a group: absorbs any number of detections, and IoU is taken over the detection's area.</param>
/// <param name="IsDifficult">Neither rewarded nor punished.</param>
public readonly record struct GroundTruthBox(
    double X, double Y, double Width, double Height, int ClassId, double Area, bool IsCrowd = false, bool IsDifficult = false)
{
    /// <summary>The same object; a missing area is the box's own.</summary>
    public static GroundTruthBox From(AnnotatedObject item)
    {
        double width = (double)item.Box.X2 - item.Box.X1, height = (double)item.Box.Y2 - item.Box.Y1;
        return new(item.Box.X1, item.Box.Y1, width, height, item.ClassId, item.Area ?? width * height, item.IsCrowd, item.Difficult);
    }
}
