using MLNetDetection.Core.Metrics.Explanations;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>
/// An evaluation as one HTML page (see <see cref="HtmlReport"/>): the figures, what to fix first, the classes, curves, error
/// types, confusions, sizes and shapes, and the worst images.
/// </summary>
public static class EvaluationReport
{
    /// <summary>The page.</summary>
    /// <param name="summary">The figures.</param>
    /// <param name="explanation">What went wrong; null leaves those parts out.</param>
    /// <param name="options">Words and pictures; null takes the defaults.</param>
    public static HtmlReport Create(
        EvaluationSummary summary, DetectionExplanation? explanation = null, EvaluationReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        options ??= new EvaluationReportOptions();
        HtmlReport report = new(options.Title, options.Subtitle);
        AddTiles(report, summary, explanation);
        if (explanation is not null)
        {
            ExplanationParts.AddAdvice(report, explanation);
        }

        AddClasses(report, summary, explanation);
        CurveParts.Add(report, summary, explanation);
        if (explanation is not null)
        {
            ExplanationParts.AddErrors(report, explanation);
            ExplanationParts.AddConfusion(report, explanation, summary.Classes.ToDictionary(item => item.Id, item => item.Name));
            ExplanationParts.AddGroups(report, explanation);
            WorstImageParts.Add(report, explanation, summary, options.PictureOf);
        }

        AddFigures(report, summary);
        report.AddSection("How this was measured");
        report.AddPairs(null, [.. Basics(summary, explanation), .. options.Facts]);
        return report;
    }

    /// <summary>A figure, or a dash where nothing defines it.</summary>
    internal static string Number(double value) => value < 0 || !double.IsFinite(value) ? "\u2013" : ReportNumber.Fixed(value);

    private static void AddTiles(HtmlReport report, EvaluationSummary summary, DetectionExplanation? explanation)
    {
        List<ReportFigure> tiles = [.. summary.Figures.Take(3).Select(figure => new ReportFigure(
            figure.Key, figure.Value < 0 ? ReportNumber.NotMeasured : ReportNumber.Fixed(figure.Value), FigureMeaning.Short(figure.Key)))];
        if (explanation is not null)
        {
            tiles.Add(new ReportFigure("Best score to keep", ReportNumber.Fixed(explanation.Score, 2), $"mean F1 {ReportNumber.Fixed(explanation.MeanF1)}"));
            tiles.Add(new ReportFigure("Calibration error", ReportNumber.Fixed(explanation.Calibration?.ExpectedError ?? double.NaN), "ECE; 0 is perfect"));
        }

        tiles.Add(new ReportFigure("Images", ReportNumber.Count(summary.Images), $"{ReportNumber.Count(summary.Classes.Sum(item => (long)item.Objects))} objects"));
        report.AddFigures(tiles);
    }

    private static void AddClasses(HtmlReport report, EvaluationSummary summary, DetectionExplanation? explanation)
    {
        List<TableColumn> columns = [new TableColumn("Class"), TableColumn.Number("Objects"), TableColumn.Number("Detections")];
        columns.AddRange((summary.Classes.FirstOrDefault()?.Figures ?? []).Select(figure => TableColumn.Number(figure.Key)));
        if (explanation is not null)
        {
            columns.AddRange(new[] { "Best F1", "at score", "Precision", "Recall", "ECE" }.Select(TableColumn.Number));
        }

        ReportTable table = new("Classes", columns)
        {
            Note = explanation is null ? null : "Precision and recall are those at the class's own best score. ECE: how far its scores are from being probabilities.",
        };
        Dictionary<int, ScoreCurve> curves = explanation?.Curves.ToDictionary(curve => curve.ClassId) ?? [];
        foreach (ClassSummary item in summary.Classes)
        {
            List<string?> cells = [item.Name, ReportNumber.Count(item.Objects), ReportNumber.Count(item.Detections), .. item.Figures.Select(figure => Number(figure.Value))];
            if (curves.GetValueOrDefault(item.Id) is { } curve)
            {
                double ece = explanation!.CalibrationByClass.GetValueOrDefault(item.Id)?.ExpectedError ?? -1;
                bool found = double.IsFinite(curve.Best.Score);
                cells.AddRange(found
                    ? [Number(curve.Best.F1), ReportNumber.Fixed(curve.Best.Score), Number(curve.Best.Precision), Number(curve.Best.Recall), Number(ece)]
                    : [null, null, null, null, Number(ece)]);
            }

            table.AddRow([.. cells]);
        }

        report.AddTable(table);
    }

    private static void AddFigures(HtmlReport report, EvaluationSummary summary)
    {
        ReportTable table = new("All figures", new TableColumn("Figure"), TableColumn.Number("Value"), new TableColumn("Meaning"));
        foreach ((string name, double value) in summary.Figures)
        {
            table.AddRow(name, value < 0 ? null : ReportNumber.Fixed(value, 4), FigureMeaning.Of(name));
        }

        report.AddTable(table);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Basics(EvaluationSummary summary, DetectionExplanation? explanation)
    {
        yield return new("Protocol", summary.Protocol);
        yield return new("Images, objects, detections", string.Join(", ",
            ReportNumber.Count(summary.Images), ReportNumber.Count(summary.Classes.Sum(item => (long)item.Objects)), ReportNumber.Count(summary.Classes.Sum(item => (long)item.Detections))));
        if (explanation is not null)
        {
            yield return new("IoU of a match in errors, confusions and F1", ReportNumber.Fixed(explanation.Options.IouThreshold, 2));
            yield return new("IoU of background in errors", ReportNumber.Fixed(explanation.Options.BackgroundIou, 2));
        }
    }
}
