namespace MLNetDetection.Core.Metrics;

/// <summary>The matches of one image: a run of detections for each class, best first.</summary>
internal sealed class CocoImageResult
{
    private CocoImageResult(int detections)
    {
        Scores = new double[detections];
        Outcomes = new CocoOutcome[detections];
    }

    public List<ClassRun> Runs { get; } = [];

    public double[] Scores { get; }

    public CocoOutcome[] Outcomes { get; }

    /// <summary>Matches each class's objects and its <paramref name="maximum"/> best detections.</summary>
    public static CocoImageResult Evaluate(CocoTruth[] truths, CocoDetection[] detections, CocoMatcher matcher, int maximum)
    {
        // Objects keep their order within a class, equal scores theirs.
        truths = ByClass(truths, item => item.ClassId, null);
        detections = ByClass(detections, item => item.ClassId, item => item.Score);
        CocoImageResult result = new(detections.Length);
        int g = 0, d = 0, filled = 0;
        Span<int> positives = stackalloc int[CocoAreas.Count];
        while (g < truths.Length || d < detections.Length)
        {
            int classId = Math.Min(
                g < truths.Length ? truths[g].ClassId : int.MaxValue, d < detections.Length ? detections[d].ClassId : int.MaxValue);
            int gEnd = g, dEnd = d;
            for (; gEnd < truths.Length && truths[gEnd].ClassId == classId; gEnd++)
            {
            }

            for (; dEnd < detections.Length && detections[dEnd].ClassId == classId; dEnd++)
            {
            }

            int kept = Math.Min(dEnd - d, maximum);
            positives.Clear();
            matcher.Match(truths.AsSpan(g, gEnd - g), detections.AsSpan(d, kept), result.Outcomes.AsSpan(filled, kept), positives);
            for (int i = 0; i < kept; i++)
            {
                result.Scores[filled + i] = detections[d + i].Score;
            }

            result.Runs.Add(new ClassRun(classId, filled, kept, dEnd - d, positives.ToArray()));
            (filled, g, d) = (filled + kept, gEnd, dEnd);
        }

        return result;
    }

    /// <summary>The items by class and, where there are scores, best first within each.</summary>
    private static T[] ByClass<T>(T[] items, Func<T, int> classOf, Func<T, double>? scoreOf)
    {
        int[] classes = new int[items.Length], order = new int[items.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            classes[i] = classOf(items[i]);
        }

        StableSort.Ascending(classes, order, 0, order.Length);
        if (scoreOf is not null)
        {
            double[] keys = [.. order.Select(i => -scoreOf(items[i]))];
            for (int start = 0, end; start < order.Length; start = end)
            {
                for (end = start + 1; end < order.Length && classes[end] == classes[start]; end++)
                {
                }

                StableSort.Ascending(keys, order, start, end - start);
            }
        }

        T[] sorted = new T[items.Length];
        for (int i = 0; i < order.Length; i++)
        {
            sorted[i] = items[order[i]];
        }

        return sorted;
    }

    /// <summary>One class of one image.</summary>
    /// <param name="ClassId">As added.</param>
    /// <param name="Start">First of its entries in Scores and Outcomes.</param>
    /// <param name="Kept">Entries.</param>
    /// <param name="Detections">Detections before the limit.</param>
    /// <param name="Positives">Objects that count, by area range.</param>
    internal readonly record struct ClassRun(int ClassId, int Start, int Kept, int Detections, int[] Positives);
}
