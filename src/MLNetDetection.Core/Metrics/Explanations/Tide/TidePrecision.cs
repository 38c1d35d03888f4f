namespace MLNetDetection.Core.Metrics.Explanations.Tide;

/// <summary>The mean AP that tidecv computes: at one IoU, over 101 recalls, over every class that has an object or a detection.</summary>
internal sealed class TidePrecision
{
    private readonly Dictionary<int, List<JudgedDetection>> _points = [];
    private readonly Dictionary<int, int> _positives = [];

    public void AddPositives(int classId, int count) => _positives[classId] = _positives.GetValueOrDefault(classId) + count;

    public void Add(int classId, double score, bool hit)
    {
        if (!_points.TryGetValue(classId, out List<JudgedDetection>? list))
        {
            _points.Add(classId, list = []);
        }

        list.Add(new JudgedDetection(score, hit));
    }

    /// <summary>In [0, 1]; null where no class has anything.</summary>
    public double? Mean()
    {
        int[] classes = [.. _positives.Where(pair => pair.Value != 0).Select(pair => pair.Key).Union(_points.Keys).Order()];
        return classes.Length == 0 ? null : classes.Average(AveragePrecision);
    }

    private double AveragePrecision(int classId)
    {
        int positives = _positives.GetValueOrDefault(classId);
        if (positives == 0 || !_points.TryGetValue(classId, out List<JudgedDetection>? points))
        {
            return 0;
        }

        double[] precisions = new double[points.Count], recalls = new double[points.Count];
        int hits = 0, at = 0;
        foreach (JudgedDetection point in points.OrderByDescending(point => point.Score))
        {
            hits += point.IsHit ? 1 : 0;
            recalls[at] = (double)hits / positives;
            precisions[at++] = (double)hits / at;
        }

        for (int i = at - 1; i > 0; i--)
        {
            precisions[i - 1] = Math.Max(precisions[i - 1], precisions[i]);
        }

        double sum = 0;
        for (int step = 0, index = 0; step <= 100; step++)
        {
            // tidecv's recalls are hundredths, unlike COCO's.
            while (index < at && recalls[index] < step / 100.0)
            {
                index++;
            }

            sum += index < at ? precisions[index] : 0;
        }

        return sum / 101;
    }
}
