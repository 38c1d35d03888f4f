using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// Soft non-maximum suppression (Bodla et al. 2017): the best box is taken, those it overlaps lose score instead of being removed,
/// and again with what is left, until no score is above a threshold.
/// </summary>
public static class SoftSuppression
{
    /// <summary>The boxes that stay, best first, with their scores as they were when each was taken.</summary>
    /// <param name="boxes">Any unit.</param>
    /// <param name="scores">One per box; what is NaN is left out.</param>
    /// <param name="kind">Linear or gaussian.</param>
    /// <param name="iouThreshold">In [0, 1]; linear changes only scores of boxes over it.</param>
    /// <param name="sigma">Over 0; 0.5 in the paper.</param>
    /// <param name="scoreThreshold">Boxes at or below it are dropped; at least 0.</param>
    /// <param name="maximum">Boxes that stay at most.</param>
    /// <exception cref="ArgumentException">Boxes and scores differ in number, or a value is out of range.</exception>
    public static (int Index, float Score)[] Run(
        ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, SuppressionKind kind, double iouThreshold = 0.3, double sigma = 0.5,
        double scoreThreshold = 0.001, int maximum = int.MaxValue)
    {
        Check(boxes.Length, scores.Length, kind, iouThreshold, sigma, scoreThreshold);
        var kept = new List<(int, float)>();
        int[] left = new int[boxes.Length];
        float[] current = scores.ToArray();
        int count = 0;
        for (int i = 0; i < left.Length; i++)
        {
            if (current[i] > scoreThreshold)
            {
                left[count++] = i;
            }
        }

        while (count > 0 && kept.Count < maximum)
        {
            int best = Best(left.AsSpan(0, count), current);
            int index = left[best];
            kept.Add((index, current[index]));
            left.AsSpan(best + 1, count - best - 1).CopyTo(left.AsSpan(best)); // in order, so that equal scores keep theirs
            count--;
            int stay = 0;
            for (int i = 0; i < count; i++)
            {
                int other = left[i];
                current[other] *= (float)Decay(boxes[index].IntersectionOverUnion(boxes[other]), kind, iouThreshold, sigma);
                if (current[other] > scoreThreshold)
                {
                    left[stay++] = other;
                }
            }

            count = stay;
        }

        return [.. kept];
    }

    /// <summary>The factor of a score at an IoU.</summary>
    internal static double Decay(double iou, SuppressionKind kind, double iouThreshold, double sigma) => kind == SuppressionKind.SoftGaussian
        ? Math.Exp(-iou * iou / sigma)
        : iou > iouThreshold ? 1 - iou : 1;

    private static int Best(ReadOnlySpan<int> left, float[] scores)
    {
        int best = 0;
        for (int i = 1; i < left.Length; i++)
        {
            if (scores[left[i]] > scores[left[best]])
            {
                best = i;
            }
        }

        return best;
    }

    private static void Check(int boxes, int scores, SuppressionKind kind, double iouThreshold, double sigma, double scoreThreshold)
    {
        if (boxes != scores)
        {
            throw new ArgumentException($"{boxes} boxes, but {scores} scores.", nameof(scores));
        }

        if (kind is not (SuppressionKind.SoftLinear or SuppressionKind.SoftGaussian))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Must be linear or gaussian.");
        }

        if (!(iouThreshold is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(iouThreshold), iouThreshold, "Must be in [0, 1].");
        }

        if (!(sigma > 0) || !(scoreThreshold >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), $"Sigma ({sigma}) must be over 0, the score threshold ({scoreThreshold}) at least 0.");
        }
    }
}
