namespace MLNetDetection.Core.Metrics;

/// <summary>The means over classes, thresholds and recalls, as pycocotools' summarize.</summary>
internal static class CocoSummary
{
    public static CocoMetrics Summarize(
        CocoAccumulator[] classes, CocoClassTable[] tables, double[] thresholds, int maxima, int images)
    {
        int half = IndexOf(thresholds, 0.5), threeQuarters = IndexOf(thresholds, 0.75), last = maxima - 1;
        return new CocoMetrics([.. classes.Zip(tables, (c, table) => Describe(c, table, thresholds, half, threeQuarters, last))])
        {
            Ap = Precision(classes, 0),
            Ap50 = Precision(classes, 0, half),
            Ap75 = Precision(classes, 0, threeQuarters),
            ApSmall = Precision(classes, 1),
            ApMedium = Precision(classes, 2),
            ApLarge = Precision(classes, 3),
            Ar1 = Recall(classes, 0, 0),
            Ar10 = maxima > 2 ? Recall(classes, 0, 1) : -1,
            Ar100 = Recall(classes, 0, last),
            ArSmall = Recall(classes, 1, last),
            ArMedium = Recall(classes, 2, last),
            ArLarge = Recall(classes, 3, last),
            Images = images,
        };
    }

    private static CocoClassMetrics Describe(
        CocoAccumulator item, CocoClassTable table, double[] thresholds, int half, int threeQuarters, int last)
    {
        CocoAccumulator[] one = [item];
        return new CocoClassMetrics(item.ClassId, item.Precision[0] ?? [], thresholds)
        {
            Ap = Precision(one, 0),
            Ap50 = Precision(one, 0, half),
            Ap75 = Precision(one, 0, threeQuarters),
            Ar = Recall(one, 0, last),
            GroundTruth = item.Positives[0],
            Detections = table.Detections,
        };
    }

    /// <summary>Mean precision in an area range, at one threshold or (null) all of them; -1 where there is none.</summary>
    private static double Precision(CocoAccumulator[] classes, int area, int? threshold = null)
    {
        if (threshold < 0)
        {
            return -1;
        }

        double sum = 0;
        long count = 0;
        foreach (CocoAccumulator item in classes)
        {
            double[][] byThreshold = item.Precision[area] ?? [];
            for (int t = threshold ?? 0; t < byThreshold.Length && t <= (threshold ?? t); t++)
            {
                sum += byThreshold[t].Sum();
                count += byThreshold[t].Length;
            }
        }

        return count > 0 ? sum / count : -1;
    }

    private static double Recall(CocoAccumulator[] classes, int area, int maximum)
    {
        double[] values = [.. classes.SelectMany(item => item.Recall[area]?[maximum] ?? [])];
        return values.Length > 0 ? values.Average() : -1;
    }

    private static int IndexOf(double[] thresholds, double wanted) => Array.FindIndex(thresholds, t => Math.Abs(t - wanted) < 1e-9);
}
