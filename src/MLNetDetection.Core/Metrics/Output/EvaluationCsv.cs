using System.Globalization;
using System.Text;
using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>
/// An evaluation as comma-separated values after RFC 4180: a line of names, one for all classes together, one for each class.
/// -1 stands where nothing defines a figure; what an explanation does not define is empty.
/// </summary>
public static class EvaluationCsv
{
    /// <summary>The table.</summary>
    /// <param name="summary">The figures.</param>
    /// <param name="explanation">Adds the best F1 and its score, and the calibration error, of each class; or null.</param>
    public static string ToText(EvaluationSummary summary, DetectionExplanation? explanation = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        string[] names = [.. summary.Figures.Select(figure => figure.Key).Union(summary.Classes.SelectMany(item => item.Figures.Select(figure => figure.Key)))];
        StringBuilder text = new();
        Line(text, ["class_id", "class", "objects", "detections", .. names, .. explanation is null ? Array.Empty<string>() : ["best_f1", "best_f1_score", "ece"]]);
        Line(text,
        [
            "", "all", Text(summary.Classes.Sum(item => (long)item.Objects)), Text(summary.Classes.Sum(item => (long)item.Detections)),
            .. Figures(names, summary.Figures),
            .. explanation is null ? Array.Empty<string>() : [Text(explanation.MeanF1), Text(explanation.Score), Text(explanation.Calibration?.ExpectedError)],
        ]);
        foreach (ClassSummary item in summary.Classes)
        {
            Line(text,
            [
                Text(item.Id), item.Name, Text(item.Objects), Text(item.Detections), .. Figures(names, item.Figures),
                .. explanation is null ? Array.Empty<string>() : OfClass(explanation, item.Id),
            ]);
        }

        return text.ToString();
    }

    private static string[] OfClass(DetectionExplanation explanation, int id)
    {
        ScorePoint? best = explanation.Curves.FirstOrDefault(curve => curve.ClassId == id)?.Best;
        return [Text(best?.F1), Text(best?.Score), Text(explanation.CalibrationByClass.GetValueOrDefault(id)?.ExpectedError)];
    }

    private static IEnumerable<string> Figures(string[] names, IEnumerable<KeyValuePair<string, double>> figures)
    {
        Dictionary<string, double> byName = new(figures);
        return names.Select(name => byName.TryGetValue(name, out double value) ? Text(value) : "");
    }

    private static string Text(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
