using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// Greedy non-maximum suppression: the best box stays and removes those that overlap it by more than a threshold, then the
/// next best. Equal to torchvision.ops.nms: float32 arithmetic, IoU above (not at) the threshold, equal scores in input order.
/// </summary>
public static class NonMaximumSuppression
{
    /// <summary>The boxes that stay, as indices, best first.</summary>
    /// <param name="boxes">Any unit; a box without area neither removes nor is removed.</param>
    /// <param name="scores">One per box; NaN ranks last.</param>
    /// <param name="iouThreshold">In [0, 1].</param>
    /// <exception cref="ArgumentException">Boxes and scores differ in number, or the threshold is out of range.</exception>
    public static int[] Run(ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, double iouThreshold)
    {
        Check(boxes, scores, iouThreshold);
        ulong[] order = new ulong[scores.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = ScoreOrder.Key(scores[i], i);
        }

        order.AsSpan().Sort();
        List<int> kept = [];
        BoxLanes lanes = new(iouThreshold);
        foreach (ulong key in order)
        {
            int index = ScoreOrder.Index(key);
            if (lanes.TryAdd(boxes[index]))
            {
                kept.Add(index);
            }
        }

        return [.. kept];
    }

    /// <summary>As <see cref="Run"/>, where boxes of different classes leave each other alone; all classes' boxes, best first.</summary>
    /// <param name="boxes">Any unit.</param>
    /// <param name="scores">One per box.</param>
    /// <param name="classIds">One per box, any numbers.</param>
    /// <param name="iouThreshold">In [0, 1].</param>
    /// <exception cref="ArgumentException">The spans differ in length, or the threshold is out of range.</exception>
    public static int[] PerClass(
        ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classIds, double iouThreshold)
    {
        Check(boxes, scores, iouThreshold);
        if (classIds.Length != boxes.Length)
        {
            throw new ArgumentException($"{boxes.Length} boxes, but {classIds.Length} classes.", nameof(classIds));
        }

        ulong[] order = new ulong[scores.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = ScoreOrder.Key(scores[i], i);
        }

        order.AsSpan().Sort();
        List<int> kept = [];
        Dictionary<int, BoxLanes> byClass = [];
        foreach (ulong key in order)
        {
            int index = ScoreOrder.Index(key);
            if (!byClass.TryGetValue(classIds[index], out BoxLanes? lanes))
            {
                byClass.Add(classIds[index], lanes = new BoxLanes(iouThreshold));
            }

            if (lanes.TryAdd(boxes[index]))
            {
                kept.Add(index);
            }
        }

        return [.. kept];
    }

    /// <summary>
    /// As <see cref="PerClass"/> by the trick of torchvision's batched_nms: boxes of each class are moved apart by more than the largest
    /// coordinate, then suppressed together. float32 loses digits in the move; use it to equal implementations that do the same.
    /// </summary>
    /// <param name="boxes">Any unit, coordinates finite.</param>
    /// <param name="scores">One per box.</param>
    /// <param name="classIds">One per box, any numbers.</param>
    /// <param name="iouThreshold">In [0, 1].</param>
    /// <exception cref="ArgumentException">The spans differ in length, or the threshold is out of range.</exception>
    public static int[] ByOffset(
        ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classIds, double iouThreshold)
    {
        if (classIds.Length != boxes.Length)
        {
            throw new ArgumentException($"{boxes.Length} boxes, but {classIds.Length} classes.", nameof(classIds));
        }

        float largest = 0;
        foreach (BoxXyxy box in boxes)
        {
            largest = Math.Max(largest, Math.Max(Math.Max(box.X1, box.X2), Math.Max(box.Y1, box.Y2)));
        }

        var moved = new BoxXyxy[boxes.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            float offset = classIds[i] * (largest + 1);
            moved[i] = new BoxXyxy(boxes[i].X1 + offset, boxes[i].Y1 + offset, boxes[i].X2 + offset, boxes[i].Y2 + offset);
        }

        return Run(moved, scores, iouThreshold);
    }

    private static void Check(ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, double iouThreshold)
    {
        if (boxes.Length != scores.Length)
        {
            throw new ArgumentException($"{boxes.Length} boxes, but {scores.Length} scores.", nameof(scores));
        }

        if (!(iouThreshold >= 0 && iouThreshold <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(iouThreshold), iouThreshold, "Must be in [0, 1].");
        }
    }
}
