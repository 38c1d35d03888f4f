using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using MLNetDetection;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Reports;
using MLNetDetection.Torch.Training;

namespace Demo;

/// <summary>One self-contained page: figures, curves, a table by class, pictures with what was true and what was found.</summary>
internal static class DemoReport
{
    private const int Pictures = 24;
    private const float ShownScore = 0.3f;

    public static void Write(
        string path, DemoOptions options, DemoData data, ObjectDetectionMetrics metrics, TrainingResult training,
        IReadOnlyList<PredictRun.ImageDetections> detections, double trainSeconds, bool equal)
    {
        var report = new HtmlReport("Object detection: training report", data.Folder);
        report.AddFigures(
            new ReportFigure("AP", Fixed(metrics.Ap), "IoU 0.50 to 0.95"),
            new ReportFigure("AP50", Fixed(metrics.Ap50), "IoU 0.50"),
            new ReportFigure("AP75", Fixed(metrics.Ap75), "IoU 0.75"),
            new ReportFigure("Training", $"{trainSeconds / 60:0.0} min", $"{training.Epochs.Count} epochs"),
            new ReportFigure("Speed", ReportNumber.Fixed(training.ImagesPerSecond, 1), "images/s in training"));
        TrainingReport.AddCurves(report, training.Epochs);
        AddClasses(report, metrics);
        report.AddPictures(new PictureGrid(
            "Held-out images", detections.Take(Pictures).Select(d => Picture(d, data))))
            .AddNote($"Predictions of at least {ShownScore.ToString(CultureInfo.InvariantCulture)} are drawn solid, true objects dashed.");
        report.AddPairs("This run", new Dictionary<string, string?>
        {
            ["Network"] = $"Tiny, {options.Width}x{options.Height}",
            ["Images"] = $"{data.Train.GetRowCount()} to learn from, {data.Test.GetRowCount()} held out",
            ["Batch, seed"] = $"{options.BatchSize}, {options.Seed}",
            ["VOC pixels"] = options.PixelsAsWritten ? "as written" : "converted from 1-based inclusive",
            ["Second process"] = equal ? "loaded the saved file and gave the same detections, bit for bit" : "gave other detections",
            ["Machine"] = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}",
        });
        report.Save(path);
    }

    // COCO marks what nothing defines with -1.
    private static string Fixed(double figure) => ReportNumber.Fixed(figure < 0 ? double.NaN : figure);

    private static void AddClasses(HtmlReport report, ObjectDetectionMetrics metrics)
    {
        var table = new ReportTable("By class", new TableColumn("Class"), TableColumn.Number("AP"), TableColumn.Number("AP50"),
            TableColumn.Number("AP75"), TableColumn.Number("Objects"), TableColumn.Number("Detections"));
        foreach (ObjectDetectionClassMetrics c in metrics.PerClass)
        {
            table.AddRow(c.Name, Fixed(c.Ap), Fixed(c.Ap50), Fixed(c.Ap75),
                ReportNumber.Count(c.GroundTruth), ReportNumber.Count(c.Detections));
        }

        report.AddTable(table);
    }

    private static ReportPicture Picture(PredictRun.ImageDetections found, DemoData data)
    {
        DetectionRow truth = data.TestRows[found.ImagePath];
        var boxes = new List<ReportBox>();
        for (int i = 0; i < truth.Label.Length; i++)
        {
            boxes.Add(ReportBox.Truth(BoxAt(truth.BoundingBoxes, i), truth.Label[i], data.ClassId(truth.Label[i])));
        }

        for (int i = 0; i < found.Score.Length; i++)
        {
            if (found.Score[i] >= ShownScore)
            {
                boxes.Add(ReportBox.Prediction(BoxAt(found.PredictedBoundingBoxes, i), found.PredictedLabel[i], found.Score[i], data.ClassId(found.PredictedLabel[i])));
            }
        }

        // Boxes count in the file's own pixels, and an annotation need not say how many there are.
        using MLImage picture = MLImage.CreateFromFile(found.ImagePath);
        return new ReportPicture(File.ReadAllBytes(found.ImagePath), picture.Width, picture.Height, Path.GetFileName(found.ImagePath), boxes);
    }

    private static BoxXyxy BoxAt(float[] boxes, int index) => new(boxes[4 * index], boxes[(4 * index) + 1], boxes[(4 * index) + 2], boxes[(4 * index) + 3]);
}
