namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>The means over classes, thresholds and recalls, as pycocotools' summarize.</summary>
internal sealed class CocoSummary(CocoClassCurves[] classes, CocoEvaluatorOptions options)
{
    private readonly int _last = options.MaximumDetections.Count - 1;

    public CocoMetrics Summarize(int images)
    {
        CocoClassMetrics[] items = [.. classes.Select(item => new CocoClassMetrics(item, options, Figures([item])))];
        return new CocoMetrics(Figures(classes), options, items) { Images = images };
    }

    private CocoFigures Figures(CocoClassCurves[] chosen)
    {
        int ranges = options.AreaRanges.Count;
        return new CocoFigures
        {
            Ap = Precision(chosen, 0, null),
            Ap50 = Precision(chosen, 0, IndexOf(0.5)),
            Ap75 = Precision(chosen, 0, IndexOf(0.75)),
            ApByArea = [.. Enumerable.Range(0, ranges).Select(area => Precision(chosen, area, null))],
            ArByArea = [.. Enumerable.Range(0, ranges).Select(area => Recall(chosen, area, _last))],
            ArByMaximum = [.. Enumerable.Range(0, _last + 1).Select(maximum => Recall(chosen, 0, maximum))],
        };
    }

    /// <summary>Mean precision in an area range, at one threshold or (null) all of them; -1 where there is none.</summary>
    private static double Precision(CocoClassCurves[] chosen, int area, int? threshold)
    {
        if (threshold < 0)
        {
            return -1;
        }

        double sum = 0;
        long count = 0;
        foreach (CocoClassCurves item in chosen)
        {
            double[][] byThreshold = item.Areas[area]?.Precision ?? [];
            for (int t = threshold ?? 0; t < byThreshold.Length && t <= (threshold ?? t); t++)
            {
                sum += byThreshold[t].Sum();
                count += byThreshold[t].Length;
            }
        }

        return count > 0 ? sum / count : -1;
    }

    private static double Recall(CocoClassCurves[] chosen, int area, int maximum)
    {
        double[] values = [.. chosen.SelectMany(item => item.Areas[area]?.Recall[maximum] ?? [])];
        return values.Length > 0 ? values.Average() : -1;
    }

    private int IndexOf(double wanted) => CocoFigures.IndexOf(options.IouThresholds, wanted);
}
