using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Metrics.Explanations;
using MLNetDetection.Core.Reports;
using MLNetDetection.Core.Reports.Markup;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>The worst images of an evaluation's page, with their pictures where there are any.</summary>
internal static class WorstImageParts
{
    public static void Add(
        HtmlReport report, DetectionExplanation explanation, EvaluationSummary summary, Func<EvaluationImage, byte[]?>? pictureOf)
    {
        Dictionary<int, string> names = summary.Classes.ToDictionary(item => item.Id, item => item.Name);
        report.AddSection("Worst images");
        AddList(report, "Most objects missed", explanation.WorstMisses, names, pictureOf);
        AddList(report, "Most false alarms", explanation.WorstFalseAlarms, names, pictureOf);
    }

    private static void AddList(
        HtmlReport report, string title, IReadOnlyList<ImageFaults> images, Dictionary<int, string> names, Func<EvaluationImage, byte[]?>? pictureOf)
    {
        ReportTable table = new(title, new TableColumn("Image"), TableColumn.Number("Objects"), TableColumn.Number("Missed"),
            TableColumn.Number("False alarms"), TableColumn.Number("Surest false alarm"));
        foreach (ImageFaults image in images)
        {
            table.AddRow(
                NameOf(image.Image), ReportNumber.Count(image.Objects), ReportNumber.Count(image.Missed.Count), ReportNumber.Count(image.FalseAlarms.Count),
                image.FalseAlarms.Count == 0 ? null : ReportNumber.Fixed(image.FalseAlarms[0].Score));
        }

        report.AddTable(table);
        ReportPicture[] pictures = [.. images.Select(image => Picture(image, names, pictureOf)).OfType<ReportPicture>()];
        if (pictures.Length > 0)
        {
            report.AddPictures(new PictureGrid("What is wrong in them: missed objects dashed, false alarms solid", pictures));
        }
    }

    private static string NameOf(EvaluationImage image) =>
        image.Name.Length > 0 ? image.Name : image.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static ReportPicture? Picture(ImageFaults faults, Dictionary<int, string> names, Func<EvaluationImage, byte[]?>? pictureOf)
    {
        if (faults.Image.Width < 1 || faults.Image.Height < 1 || pictureOf?.Invoke(faults.Image) is not { } bytes
            || PictureFormat.MediaTypeOf(bytes) is null)
        {
            return null;
        }

        string caption = $"{NameOf(faults.Image)}: {faults.Missed.Count} missed, {faults.FalseAlarms.Count} false alarms";
        IEnumerable<ReportBox> truths = faults.Missed.Select(box => ReportBox.Truth(BoxOf(box.X, box.Y, box.Width, box.Height), names.GetValueOrDefault(box.ClassId, ""), box.ClassId));
        IEnumerable<ReportBox> found = faults.FalseAlarms.Select(box =>
            ReportBox.Prediction(BoxOf(box.X, box.Y, box.Width, box.Height), names.GetValueOrDefault(box.ClassId, ""), (float)box.Score, box.ClassId));
        return new ReportPicture(bytes, faults.Image.Width, faults.Image.Height, caption, [.. truths, .. found]);
    }

    private static BoxXyxy BoxOf(double x, double y, double width, double height) => new((float)x, (float)y, (float)(x + width), (float)(y + height));
}
