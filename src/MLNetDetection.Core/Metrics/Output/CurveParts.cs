using MLNetDetection.Core.Metrics.Explanations;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>The charts of an evaluation's page: precision by recall, F1 by score, reliability.</summary>
internal static class CurveParts
{
    // More curves than colours cannot be told apart.
    private const int MostCurves = 8;

    private static readonly double[] _ious = [0.5, 0.75];

    public static void Add(HtmlReport report, EvaluationSummary summary, DetectionExplanation? explanation)
    {
        report.AddSection("Curves");
        ClassSummary[] shown = [.. summary.Classes.Where(item => item.Objects > 0).OrderByDescending(item => item.Objects).Take(MostCurves).OrderBy(item => item.Id)];
        string? note = shown.Length < summary.Classes.Count(item => item.Objects > 0)
            ? $"The {MostCurves} classes with the most objects; CSV and JSON have the figures of all." : null;
        PrecisionRecallCurve[][] curves = [.. shown.Select(item => item.Curves.ToArray())];
        double[] given = [.. curves.SelectMany(list => list.Select(curve => curve.IouThreshold)).Distinct()];
        double[] wanted = [.. given.Where(iou => _ious.Any(shownIou => Math.Abs(iou - shownIou) < 1e-9))];
        foreach (double iou in wanted.Length > 0 ? wanted : given.Take(1))
        {
            report.AddChart(new LineChart(
                $"Precision by recall at IoU {ReportNumber.Fixed(iou, 2)}", "recall", "precision",
                shown.Zip(curves, (item, list) => new ChartSeries(item.Name, Points(list.Single(curve => curve.IouThreshold == iou)))))
            { YFrom = 0, YTo = 1, Note = note });
        }

        if (explanation is not null)
        {
            AddF1(report, explanation, shown, note);
            AddReliability(report, explanation.Calibration);
        }
    }

    private static IEnumerable<ChartPoint> Points(PrecisionRecallCurve curve) =>
        curve.Points.Select(point => new ChartPoint(point.Recall, point.Precision));

    private static void AddF1(HtmlReport report, DetectionExplanation explanation, ClassSummary[] shown, string? note)
    {
        double[] scores = [.. explanation.Curves.SelectMany(curve => curve.Points.Select(point => point.Score))];
        if (scores.Length == 0)
        {
            return;
        }

        double from = Math.Min(0, scores.Min()), to = Math.Max(1, scores.Max());
        double[] grid = [.. Enumerable.Range(0, 101).Select(i => from + ((to - from) * i / 100))];
        string best = double.IsFinite(explanation.Score)
            ? $"Best for all classes together: keep detections from {ReportNumber.Fixed(explanation.Score)}, for a mean F1 of {ReportNumber.Fixed(explanation.MeanF1)}. "
            : "";
        report.AddChart(new LineChart("F1 by least score kept", "score", "F1", shown.Select(item => new ChartSeries(
            item.Name,
            grid.Select(score => new ChartPoint(score, explanation.Curves.FirstOrDefault(curve => curve.ClassId == item.Id)?.At(score).F1 ?? 0)))))
        { YFrom = 0, YTo = 1, Note = best + note });
    }

    private static void AddReliability(HtmlReport report, Calibration? calibration)
    {
        CalibrationBin[] bins = [.. calibration?.Bins.Where(bin => bin.Detections > 0) ?? []];
        report.AddChart(new LineChart(
            "Reliability", "score", "share that is right",
            new ChartSeries("measured", bins.Select(bin => new ChartPoint(bin.MeanScore, bin.Precision))),
            new ChartSeries("perfect", [new ChartPoint(0, 0), new ChartPoint(1, 1)]))
        {
            YFrom = 0,
            YTo = 1,
            Note = calibration is null
                ? "Scores outside 0 to 1 are no probabilities, or there are no detections."
                : $"Under the line, scores promise too much. Expected calibration error {ReportNumber.Fixed(calibration.ExpectedError)} over {ReportNumber.Count(calibration.Detections)} detections.",
        });
    }
}
