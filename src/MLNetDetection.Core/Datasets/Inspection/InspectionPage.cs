using System.Globalization;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>An inspection as a page.</summary>
internal static class InspectionPage
{
    private const int MostRows = 500;

    public static HtmlReport Of(DatasetInspection inspection)
    {
        HtmlReport report = new("Health of a data set", $"{inspection.Folder}, read as {inspection.Recognition}");
        ReportFigure[] figures =
        [
            new("Images", ReportNumber.Count(inspection.Images), $"{ReportNumber.Count(inspection.UsableImages)} usable, {ReportNumber.Count(inspection.Negatives)} without objects"),
            new("Objects", ReportNumber.Count(inspection.Objects), $"{inspection.Classes.Count} classes"),
            Figure(inspection, InspectionSeverity.Error),
            Figure(inspection, InspectionSeverity.Warning),
            Figure(inspection, InspectionSeverity.Note),
        ];
        report.AddFigures(inspection.AnchorCoverage is { } coverage
            ? [.. figures, new ReportFigure("Anchor coverage", ReportNumber.Fixed(coverage), "objects that an anchor overlaps by 0.5")]
            : figures);
        AddFindings(report, inspection);
        report.AddSection("Classes").AddTable(Classes(inspection));
        report.AddSection("Sizes");
        foreach (Histogram histogram in inspection.Histograms)
        {
            report.AddChart(Chart(histogram));
        }

        if (inspection is { ChannelMean: { } mean, ChannelDeviation: { } deviation })
        {
            report.AddPairs("Channels, of 255",
            [
                new("mean of R, G, B", $"{ReportNumber.Fixed(mean.R, 2)}, {ReportNumber.Fixed(mean.G, 2)}, {ReportNumber.Fixed(mean.B, 2)}"),
                new("deviation of R, G, B", $"{ReportNumber.Fixed(deviation.R, 2)}, {ReportNumber.Fixed(deviation.G, 2)}, {ReportNumber.Fixed(deviation.B, 2)}"),
            ]);
        }

        return inspection.Pictures.Count > 0
            ? report.AddSection("Pictures").AddPictures(new PictureGrid("Annotated images, those with findings first", inspection.Pictures))
            : report;
    }

    private static ReportFigure Figure(DatasetInspection inspection, InspectionSeverity severity) =>
        new(severity + "s", ReportNumber.Count(inspection.Findings.Count(finding => finding.Severity == severity)));

    private static void AddFindings(HtmlReport report, DatasetInspection inspection)
    {
        report.AddSection("Findings");
        if (inspection.Findings.Count == 0)
        {
            report.AddNote("Nothing was found.");
            return;
        }

        ReportTable kinds = new("By kind", new TableColumn("Kind"), new TableColumn("Severity"), TableColumn.Number("Count"), new TableColumn("What handles it"));
        foreach (IGrouping<InspectionKind, InspectionFinding> kind in inspection.Findings.GroupBy(finding => finding.Kind).OrderByDescending(group => group.First().Severity))
        {
            kinds.AddRow(kind.Key.ToString(), kind.First().Severity.ToString(), ReportNumber.Count(kind.Count()), kind.First().Remedy);
        }

        ReportTable all = new("Each", new TableColumn("Kind"), new TableColumn("File"), TableColumn.Number("Row"), new TableColumn("Finding"))
        {
            Note = inspection.Findings.Count > MostRows ? $"The first {MostRows} of {inspection.Findings.Count}; the JSON has them all." : null,
        };
        foreach (InspectionFinding finding in inspection.Findings.OrderByDescending(finding => finding.Severity).Take(MostRows))
        {
            string file = Path.GetRelativePath(inspection.Folder, finding.File);
            all.AddRow(finding.Kind.ToString(), file, finding.Row > 0 ? finding.Row.ToString(CultureInfo.InvariantCulture) : null, finding.Message);
        }

        report.AddTable(kinds).AddTable(all);
    }

    private static ReportTable Classes(DatasetInspection inspection)
    {
        ReportTable table = new(null, [new TableColumn("Class"), TableColumn.Number("Objects"), TableColumn.Number("Images"), .. inspection.Parts.Select(part => TableColumn.Number("Objects in " + part))]);
        foreach (ClassCount count in inspection.Classes)
        {
            table.AddRow([count.Name, ReportNumber.Count(count.Objects), ReportNumber.Count(count.Images), .. count.ObjectsByPart.Select(objects => ReportNumber.Count(objects))]);
        }

        return table;
    }

    private static BarChart Chart(Histogram histogram) => new(histogram.Name, histogram.Counts.Select((count, i) =>
    {
        string to = i + 1 < histogram.Counts.Count ? $" to {Edge(histogram.Edges[i + 1])}" : " and more";
        return new ReportBar(Edge(histogram.Edges[i]) + to, count, ReportNumber.Count(count));
    }));

    private static string Edge(double edge) => edge.ToString("0.###", CultureInfo.InvariantCulture);
}
