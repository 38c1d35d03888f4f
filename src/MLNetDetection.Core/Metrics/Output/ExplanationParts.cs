using MLNetDetection.Core.Metrics.Explanations;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>The tables of an evaluation's page that say what goes wrong.</summary>
internal static class ExplanationParts
{
    private const int LargestMatrix = 24;
    private const int MostPairs = 15;

    public static void AddAdvice(HtmlReport report, DetectionExplanation explanation)
    {
        ErrorShare[] worst = [.. explanation.Errors.Errors.Where(share => share.ApLost >= 0.005).OrderByDescending(share => share.ApLost).Take(2)];
        report.AddSection("What to fix first");
        report.AddNote(worst.Length == 0
            ? "No kind of error costs half a point of AP or more at this IoU."
            : string.Join("\n", worst.Select((share, i) =>
                $"{i + 1}. {CostOf(share.Kind)} {ReportNumber.Fixed(share.ApLost)} of AP (at IoU {ReportNumber.Fixed(explanation.Options.IouThreshold, 2)}). {AdviceOn(share.Kind)}")));
    }

    public static void AddErrors(HtmlReport report, DetectionExplanation explanation)
    {
        ErrorBreakdown errors = explanation.Errors;
        report.AddSection("Errors");
        report.AddChart(new BarChart("AP lost to each kind of error", errors.Errors.Select(share => new ReportBar(NameOf(share.Kind), share.ApLost, ReportNumber.Fixed(share.ApLost))))
        {
            Note = $"TIDE: what AP at IoU {ReportNumber.Fixed(explanation.Options.IouThreshold, 2)} would gain if only that kind were mended. The shares do not add up to what is missing.",
        });
        report.AddChart(new BarChart("AP lost to false alarms and misses",
            new ReportBar("false positives", Math.Max(0, errors.FalsePositives), ReportNumber.Fixed(errors.FalsePositives)),
            new ReportBar("false negatives", Math.Max(0, errors.FalseNegatives), ReportNumber.Fixed(errors.FalseNegatives)))
        {
            Note = "If every false positive had the lowest score, and if objects not found did not count.",
        });
        ReportTable table = new("Error types", new TableColumn("Error"), TableColumn.Number("Count"), TableColumn.Number("dAP"), new TableColumn("What it is"));
        foreach (ErrorShare share in errors.Errors)
        {
            table.AddRow($"{NameOf(share.Kind)} ({share.ShortName})", ReportNumber.Count(share.Count), ReportNumber.Fixed(share.ApLost), MeaningOf(share.Kind));
        }

        report.AddTable(table);
    }

    public static void AddConfusion(HtmlReport report, DetectionExplanation explanation, IReadOnlyDictionary<int, string> names)
    {
        ConfusionMatrix matrix = explanation.Confusion;
        string[] classes = [.. matrix.ClassIds.Select(id => names.GetValueOrDefault(id) ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        string note = double.IsFinite(matrix.Score)
            ? $"Detections with a score of at least {ReportNumber.Fixed(matrix.Score)}. Rows are true classes, columns what they were taken for."
            : "No detection found anything, so none is kept.";
        if (classes.Length <= LargestMatrix)
        {
            int size = matrix.Background + 1;
            int[,] counts = new int[size, size];
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++)
                {
                    counts[row, column] = matrix[row, column];
                }
            }

            report.AddMatrix(new CountMatrix("Confusion matrix", "true", [.. classes, "background"], [.. classes, "missed"], counts) { Note = note });
            return;
        }

        var pairs =
            from row in Enumerable.Range(0, classes.Length)
            from column in Enumerable.Range(0, classes.Length)
            where row != column && matrix[row, column] > 0
            orderby matrix[row, column] descending, row, column
            select (Row: row, Column: column);
        ReportTable table = new("Most frequent confusions", new TableColumn("True class"), new TableColumn("Taken for"), TableColumn.Number("Times"), TableColumn.Number("Objects")) { Note = note };
        foreach ((int row, int column) in pairs.Take(MostPairs))
        {
            table.AddRow(classes[row], classes[column], ReportNumber.Count(matrix[row, column]), ReportNumber.Count(matrix.RowSum(row)));
        }

        report.AddTable(table);
    }

    public static void AddGroups(HtmlReport report, DetectionExplanation explanation)
    {
        report.AddTable(Groups("By size", explanation.BySize, "Small is under 32 x 32 pixels, large from 96 x 96, by the annotated area."));
        report.AddTable(Groups("By shape", explanation.ByAspect, "Tall: width at most 0.75 of the height; wide: over 1.33."));
    }

    private static ReportTable Groups(string title, IReadOnlyList<ObjectGroup> groups, string note)
    {
        ReportTable table = new(
            title, new TableColumn("Objects"), TableColumn.Number("Number"), TableColumn.Number("Found"), TableColumn.Number("Recall"), TableColumn.Number("Wrong class"),
            TableColumn.Number("Misplaced"), TableColumn.Number("Missed"), TableColumn.Number("Mean IoU"), TableColumn.Number("Detections"), TableColumn.Number("False alarms"))
        { Note = note };
        foreach (ObjectGroup group in groups)
        {
            table.AddRow(
                group.Name, ReportNumber.Count(group.Objects), ReportNumber.Count(group.Found), group.Objects == 0 ? null : ReportNumber.Fixed(group.Recall),
                ReportNumber.Count(group.WrongClass), ReportNumber.Count(group.Misplaced), ReportNumber.Count(group.Missed),
                group.Found == 0 ? null : ReportNumber.Fixed(group.MeanIou), ReportNumber.Count(group.Detections), ReportNumber.Count(group.FalseAlarms));
        }

        return table;
    }

    private static string NameOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Classification => "wrong class",
        ErrorKind.Localization => "misplaced",
        ErrorKind.Both => "both",
        ErrorKind.Duplicate => "duplicate",
        ErrorKind.Background => "background",
        _ => "missed",
    };

    private static string MeaningOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Classification => "well placed on an object of another class",
        ErrorKind.Localization => "the right class, but the box fits too badly",
        ErrorKind.Both => "another class, and the box fits badly",
        ErrorKind.Duplicate => "a second detection of an object already found",
        ErrorKind.Background => "no object is there",
        _ => "an object that no detection comes near",
    };

    private static string CostOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Classification => "Objects taken for another class cost",
        ErrorKind.Localization => "Boxes that fit badly cost",
        ErrorKind.Both => "Detections of the wrong class that also fit badly cost",
        ErrorKind.Duplicate => "Objects found twice cost",
        ErrorKind.Background => "Detections where no object is cost",
        _ => "Missed objects cost",
    };

    private static string AdviceOn(ErrorKind kind) => kind switch
    {
        ErrorKind.Classification => "See the confusion matrix: more examples of the classes that are mixed up, or one class where people cannot tell them apart either.",
        ErrorKind.Localization => "Look whether annotations are tight and alike, train longer or with larger images, check that anchors have the objects' shapes.",
        ErrorKind.Both => "More or clearer examples of these objects help.",
        ErrorKind.Duplicate => "Lower the IoU threshold of non-maximum suppression.",
        ErrorKind.Background => "Look at the images with the most false alarms: some show objects that were not annotated; for the rest, train with more images like them.",
        _ => "See which sizes and shapes are missed, and the images with the most misses: larger input images, smaller anchors, more examples.",
    };
}
