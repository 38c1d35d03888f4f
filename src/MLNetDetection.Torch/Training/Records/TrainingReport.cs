using System.Globalization;
using System.Runtime.InteropServices;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Torch.Training;

/// <summary>A run as one HTML page (see <see cref="HtmlReport"/>): figures, losses, rate, AP by epoch, classes, settings.</summary>
public static class TrainingReport
{
    /// <summary>The page; parts can be added to it.</summary>
    /// <param name="result">Of a run, also of one that was cancelled.</param>
    /// <param name="options">Words; null takes the defaults.</param>
    public static HtmlReport Create(TrainingResult result, TrainingReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        options ??= new TrainingReportOptions();
        HtmlReport report = new(options.Title, options.Subtitle);
        AddTiles(report, result);
        AddCurves(report, result.Epochs);
        if (result.BestValidation is { } best)
        {
            AddClasses(report, best);
        }

        AddEpochs(report, result);
        report.AddPairs("Settings", options.Settings);
        report.AddPairs("This run",
        [
            new("Ended", Reason(result)),
            new("Machine", $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"),
        ]);
        return report;
    }

    /// <summary>Adds the curves of losses, learning rate, AP on the validation images and, where they were counted, anchors.</summary>
    /// <param name="report">Any page.</param>
    /// <param name="epochs">Completed epochs; none adds empty curves.</param>
    public static void AddCurves(HtmlReport report, IReadOnlyList<EpochRecord> epochs)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(epochs);
        report.AddChart(new LineChart("Loss", "epoch", "loss",
            Series("total", epochs, e => e.Loss), Series("class", epochs, e => e.ClassLoss), Series("box", epochs, e => e.BoxLoss)) { YFrom = 0 });
        EpochRecord[] measured = [.. epochs.Where(e => e.Validation is { Ap: >= 0 })];
        if (measured.Length > 0)
        {
            report.AddChart(new LineChart("AP on the validation images", "epoch", "AP",
                Series("AP", measured, e => e.Validation!.Ap), Series("AP50", measured, e => e.Validation!.Ap50),
                Series("AP75", measured, e => e.Validation!.Ap75)) { YFrom = 0, YTo = 1 });
        }

        report.AddChart(new LineChart("Learning rate", "epoch", "rate", Series("rate", epochs, e => e.LearningRate)) { YFrom = 0, Note = "Of each epoch's last step." });
        EpochRecord[] told = [.. epochs.Where(e => e.Anchors is { ClassF1: >= 0 })];
        if (told.Length > 0)
        {
            report.AddChart(new LineChart("Anchors in training", "epoch", "F1, MAE",
                Series("class F1", told, e => e.Anchors!.Value.ClassF1), Series("offset MAE", told, e => e.Anchors!.Value.OffsetMae)) { YFrom = 0 });
        }
    }

    private static void AddTiles(HtmlReport report, TrainingResult result)
    {
        CocoMetrics? best = result.BestValidation;
        string epoch = $"epoch {result.BestEpoch}, validation";
        report.AddFigures(
            new ReportFigure("AP", Figure(best?.Ap), best is null ? "no validation" : epoch),
            new ReportFigure("AP50", Figure(best?.Ap50), best is null ? null : epoch),
            new ReportFigure("Loss", result.Epochs.Count == 0 ? ReportNumber.NotMeasured : ReportNumber.Fixed(result.Epochs[^1].Loss), "last epoch"),
            new ReportFigure("Training", Time(result.Duration), $"{result.Epochs.Count} epochs"),
            new ReportFigure("Speed", ReportNumber.Fixed(result.ImagesPerSecond, 1), "images/s in training"));
    }

    private static void AddClasses(HtmlReport report, CocoMetrics best)
    {
        var table = new ReportTable("Classes, on the validation images", new TableColumn("Class"), TableColumn.Number("AP"), TableColumn.Number("AP50"),
            TableColumn.Number("AP75"), TableColumn.Number("Objects"), TableColumn.Number("Detections"));
        foreach (CocoClassMetrics item in best.Classes)
        {
            table.AddRow(item.Name, Figure(item.Ap), Figure(item.Ap50), Figure(item.Ap75), ReportNumber.Count(item.GroundTruth), ReportNumber.Count(item.Detections));
        }

        report.AddTable(table);
    }

    private static void AddEpochs(HtmlReport report, TrainingResult result)
    {
        var table = new ReportTable("Epochs", TableColumn.Number("Epoch"), TableColumn.Number("Loss"), TableColumn.Number("Class"), TableColumn.Number("Box"),
            TableColumn.Number("Rate"), TableColumn.Number("AP"), TableColumn.Number("AP50"), TableColumn.Number("images/s"), TableColumn.Number("MB"));
        foreach (EpochRecord epoch in result.Epochs)
        {
            table.AddRow(
                epoch.Epoch.ToString(CultureInfo.InvariantCulture), ReportNumber.Fixed(epoch.Loss), ReportNumber.Fixed(epoch.ClassLoss), ReportNumber.Fixed(epoch.BoxLoss),
                epoch.LearningRate.ToString("g3", CultureInfo.InvariantCulture), epoch.Validation is { } found ? Figure(found.Ap) : null,
                epoch.Validation is { } measured ? Figure(measured.Ap50) : null, ReportNumber.Fixed(epoch.ImagesPerSecond, 1), ReportNumber.Count(epoch.ResidentBytes >> 20));
        }

        report.AddTable(table);
    }

    private static ChartSeries Series(string name, IEnumerable<EpochRecord> epochs, Func<EpochRecord, double> value) =>
        new(name, epochs.Select(e => new ChartPoint(e.Epoch, value(e))));

    // COCO marks what nothing defines with -1.
    private static string Figure(double? value) => ReportNumber.Fixed(value is >= 0 ? value.Value : double.NaN);

    private static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} min");

    private static string Reason(TrainingResult result) => result.End switch
    {
        RunEnd.Completed => "after its last epoch",
        RunEnd.NoGain => "since AP no longer rose",
        RunEnd.TimeUsed => "since its time was used up",
        RunEnd.Cancelled => "cancelled; the best model so far was kept",
        _ => "stopped by a hook; the best model so far was kept",
    };
}
