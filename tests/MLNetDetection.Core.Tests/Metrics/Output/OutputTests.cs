using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Metrics.Explanations;
using MLNetDetection.Core.Metrics.Output;
using MLNetDetection.Core.Tests.Metrics.Explanations;
using MLNetDetection.Core.Tests.Reports;

namespace MLNetDetection.Core.Tests.Metrics.Output;

public sealed class OutputTests
{
    // One class found, one found at the wrong place, one only detected.
    private static readonly EvaluationSet _set = new Problem()
        .Truth(1, 0, 0).Found(1, 0.9, 0, 0).Truth(2, 100, 0).Found(2, 0.8, 106, 0).Found(3, 0.7, 200, 0).Build();

    private static readonly CocoMetrics _metrics = new CocoEvaluator().Evaluate(_set);
    private static readonly EvaluationSummary _summary = EvaluationSummary.From(_metrics);
    private static readonly DetectionExplanation _explanation = DetectionExplanation.Of(_set);

    [Fact]
    public void Json_Figures_ReadBackToTheSameBits()
    {
        JsonElement json = JsonDocument.Parse(EvaluationJson.ToText(_summary, new EvaluationSeconds(1, 2, 3), _explanation)).RootElement;
        Assert.All(_metrics.Figures, figure => Assert.Equal(figure.Value, json.GetProperty(figure.Key).GetDouble()));
        Assert.Equal(-1, json.GetProperty("per_class").GetProperty("3").GetProperty("AP").GetDouble());
        Assert.Equal(3, json.GetProperty("seconds").GetProperty("accumulate").GetDouble());
        Assert.Equal(1, json.GetProperty("explanation").GetProperty("tide").GetProperty("Loc").GetProperty("count").GetInt32());
    }

    [Fact]
    public void Json_OfNothing_IsValid()
    {
        EvaluationSet empty = new EvaluationSetBuilder().Build();
        JsonElement json = JsonDocument.Parse(EvaluationJson.ToText(
            EvaluationSummary.From(new CocoEvaluator().Evaluate(empty)), null, DetectionExplanation.Of(empty))).RootElement;
        Assert.Equal(-1, json.GetProperty("AP").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("explanation").GetProperty("score").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("explanation").GetProperty("calibration").ValueKind);
    }

    [Fact]
    public void Json_ClassesOfOneName_KeepBoth()
    {
        EvaluationSummary summary = new("coco", 0, [], [new(1, "cat", 0, 0, [], []), new(2, "cat", 0, 0, [], []), new(3, "dog", 0, 0, [], [])]);
        JsonElement json = JsonDocument.Parse(EvaluationJson.ToText(summary)).RootElement.GetProperty("per_class");
        Assert.Equal(["cat (1)", "cat (2)", "dog"], json.EnumerateObject().Select(item => item.Name));
    }

    [Fact]
    public void Csv_Lines_HaveACellForEachName()
    {
        string[] lines = EvaluationCsv.ToText(_summary, _explanation).Split("\r\n");
        Assert.Equal(["", "all", "2", "3"], lines[1].Split(',')[..4]);
        Assert.Equal(["1", "1", "1", "1"], lines[2].Split(',')[..4]);
        Assert.Equal(_metrics.Classes[0].Ap, double.Parse(lines[2].Split(',')[4], CultureInfo.InvariantCulture));
        Assert.Equal(["0", "", "0.8"], lines[3].Split(',')[^3..]);
        Assert.All(lines[..^1], line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void Table_Columns_StandUnderOneAnother()
    {
        string[] lines = EvaluationTable.ToText(_summary).Split(Environment.NewLine);
        Assert.Equal(lines[0].Length, lines[1].Length);
        Assert.Equal(["3", "0", "1", "-", "-", "-", "-"], lines[6].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        EvaluationSummary nasty = new("coco", 0, [], [new(1, "a\u001b[2J" + new string('x', 90), 0, 0, [], [])]);
        Assert.DoesNotContain('\u001b', EvaluationTable.ToText(nasty));
    }

    [Fact]
    public void CocoResults_OfASet_ReadBackAsTheSameDetections()
    {
        using MemoryStream stream = new();
        CocoResultsJson.Write(stream, _set);
        JsonElement[] items = [.. JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement.EnumerateArray()];
        Assert.Equal([0.9, 0.8, 0.7], items.Select(item => item.GetProperty("score").GetDouble()));
        Assert.Equal([1, 2, 3], items.Select(item => item.GetProperty("category_id").GetInt32()));
        Assert.Equal([106, 0, 10, 10], items[1].GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble()));
    }

    [Fact]
    public void CocoEval_Layout_IsPycocotools()
    {
        using MemoryStream stream = new();
        CocoEvalJson.Write(stream, _metrics);
        JsonElement json = JsonDocument.Parse(stream.ToArray()).RootElement;
        Assert.Equal(_metrics.Figures.Select(figure => figure.Value), json.GetProperty("stats").EnumerateArray().Select(value => value.GetDouble()));
        JsonElement precision = json.GetProperty("eval").GetProperty("precision"), recall = json.GetProperty("eval").GetProperty("recall");

        // [IoU][recall][class][area] and [IoU][class][area][maximum]: class 1 is found, class 3 has no ground truth.
        Assert.Equal((10, 101, 3, 4), (precision.GetArrayLength(), precision[0].GetArrayLength(), precision[0][0].GetArrayLength(), precision[0][0][0].GetArrayLength()));
        Assert.Equal([1, 1, -1, -1], precision[0][100][0].EnumerateArray().Select(value => Math.Round(value.GetDouble(), 9)));
        Assert.Equal(-1, precision[0][0][2][0].GetDouble());
        Assert.Equal([1, 1, 1], recall[0][0][0].EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal(["all", "small", "medium", "large"], json.GetProperty("params").GetProperty("areaRngLbl").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public void Report_OfAProblem_HoldsEveryPart()
    {
        XElement page = EvaluationReport.Create(_summary, _explanation, new EvaluationReportOptions { Facts = [new("Ground truth", "gt.json")] }).Page();
        string[] titles = [.. page.Descendants().Where(item => item.Name == "h2" || item.Name == "h3").Select(item => item.Value)];
        Assert.Superset(
            new HashSet<string>
            {
                "What to fix first", "Classes", "Precision by recall at IoU 0.50", "Precision by recall at IoU 0.75", "F1 by least score kept", "Reliability",
                "AP lost to each kind of error", "Confusion matrix", "By size", "By shape", "Most objects missed", "Most false alarms", "All figures",
            },
            titles.ToHashSet());
        Assert.Contains("Boxes that fit badly", page.OfClass("text").First().Value);
    }

    [Fact]
    public void Report_OfVoc_HoldsItsCurves()
    {
        EvaluationSummary summary = EvaluationSummary.From(new VocEvaluator(new VocEvaluatorOptions { IouThresholds = [0.3, 0.5] }).Evaluate(_set));
        Assert.Equal(["mAP", "mAP30", "mAP50"], summary.Figures.Select(figure => figure.Key));
        Assert.Equal([new PrecisionRecallPoint(1, 1)], summary.Classes[0].Curves.First().Points);
        XElement page = EvaluationReport.Create(summary, _explanation).Page();
        Assert.Contains(page.OfClass("title"), title => title.Value == "Precision by recall at IoU 0.50");
    }

    [Fact]
    public void Report_OfNothing_IsAPage()
    {
        EvaluationSet empty = new EvaluationSetBuilder().Build();
        XElement page = EvaluationReport.Create(EvaluationSummary.From(new CocoEvaluator().Evaluate(empty)), DetectionExplanation.Of(empty)).Page();
        Assert.Contains("not measured", page.Value);
        Assert.NotEmpty(EvaluationReport.Create(EvaluationSummary.From(new CocoEvaluator().Evaluate(empty))).Page().Value);
    }

    [Fact]
    public void Report_ManyClasses_ListsConfusionsInsteadOfAMatrix()
    {
        Problem problem = new();
        for (int i = 0; i < 40; i++)
        {
            problem.Truth(i, 0, 0, image: i).Found(i == 7 ? 8 : i, 0.9, 0, 0, image: i);
        }

        EvaluationSet set = problem.Build();
        XElement page = EvaluationReport.Create(EvaluationSummary.From(new CocoEvaluator().Evaluate(set)), DetectionExplanation.Of(set)).Page();
        Assert.Empty(page.OfClass("matrix"));
        XElement confusions = page.Descendants("section").Single(section => section.Value.StartsWith("Most frequent confusions", StringComparison.Ordinal));
        Assert.Equal(["7", "8", "1", "1"], confusions.Descendants("tbody").Single().Descendants().Where(cell => cell.Name != "tr").Select(cell => cell.Value));
        Assert.Equal(8, page.OfClass("plot").First().OfClass("curve").Count());
    }

    [Fact]
    public void Report_PictureThatIsNone_IsLeftOut()
    {
        EvaluationSetBuilder builder = new();
        builder.Add(new EvaluationImage(1, "a.png", 100, 80), [new GroundTruthBox(0, 0, 10, 10, 1, 100)], []);
        EvaluationSet set = builder.Build();
        XElement Page(byte[]? picture) => EvaluationReport.Create(
            EvaluationSummary.From(new CocoEvaluator().Evaluate(set)), DetectionExplanation.Of(set), new EvaluationReportOptions { PictureOf = _ => picture }).Page();
        Assert.Empty(Page(null).Descendants("img"));
        Assert.Empty(Page([1, 2, 3]).Descendants("img"));
        Assert.Single(Page(ReportText.Png).Descendants("img"));
    }
}
