namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>Precision, recall and F1 of one class against the least score that is kept.</summary>
public sealed class ScoreCurve
{
    internal ScoreCurve(int classId, int objects, IReadOnlyList<ScorePoint> points)
    {
        ClassId = classId;
        Objects = objects;
        Points = points;
        Best = points.Aggregate(new ScorePoint(double.PositiveInfinity, 0, 0, objects), (best, point) => point.F1 > best.F1 ? point : best);
    }

    /// <summary>The class.</summary>
    public int ClassId { get; }

    /// <summary>Objects of the class; crowds and ignored ones not counted.</summary>
    public int Objects { get; }

    /// <summary>A point for each distinct score, the highest first; empty without detections.</summary>
    public IReadOnlyList<ScorePoint> Points { get; }

    /// <summary>The point with the best F1, of equal ones that with the highest score; a score of infinity where nothing was found.</summary>
    public ScorePoint Best { get; }

    /// <summary>The figures when detections of at least <paramref name="score"/> are kept.</summary>
    public ScorePoint At(double score)
    {
        int low = 0, high = Points.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Points[middle].Score >= score ? (middle + 1, high) : (low, middle);
        }

        ScorePoint point = low == 0 ? new ScorePoint(score, 0, 0, Objects) : Points[low - 1];
        return point with { Score = score };
    }

    /// <summary>The curve of judged detections, in any order.</summary>
    internal static ScoreCurve From(int classId, int objects, IEnumerable<JudgedDetection> detections)
    {
        List<ScorePoint> points = [];
        int hits = 0, alarms = 0;
        foreach (JudgedDetection item in detections.OrderByDescending(item => item.Score))
        {
            if (points.Count > 0 && points[^1].Score == item.Score)
            {
                points.RemoveAt(points.Count - 1);
            }

            (hits, alarms) = item.IsHit ? (hits + 1, alarms) : (hits, alarms + 1);
            points.Add(new ScorePoint(item.Score, hits, alarms, objects));
        }

        return new ScoreCurve(classId, objects, points);
    }

    /// <summary>The score with the best mean F1 over the classes that have objects; infinity where nothing was found.</summary>
    internal static double BestCommonScore(IReadOnlyList<ScoreCurve> curves)
    {
        ScoreCurve[] counted = [.. curves.Where(curve => curve.Objects > 0)];
        double[] current = new double[counted.Length];
        double best = 0, bestScore = double.PositiveInfinity;
        (double Score, int Curve, double F1)[] steps =
        [
            .. counted.SelectMany((curve, index) => curve.Points.Select(point => (point.Score, index, point.F1)))
                .OrderByDescending(step => step.Score),
        ];
        double sum = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            sum += steps[i].F1 - current[steps[i].Curve];
            current[steps[i].Curve] = steps[i].F1;
            bool last = i + 1 == steps.Length || steps[i + 1].Score != steps[i].Score;

            // The running sum drifts by roundings; a gain has to be more than that.
            if (last && sum > best + 1e-12)
            {
                (best, bestScore) = (sum, steps[i].Score);
            }
        }

        return bestScore;
    }
}
