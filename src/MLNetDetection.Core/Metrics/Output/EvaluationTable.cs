using System.Globalization;
using System.Text;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>An evaluation as a table for a console: the figures, then a line for each class, columns under one another.</summary>
public static class EvaluationTable
{
    private const int LongestName = 32;

    /// <summary>The table; lines end as on this system.</summary>
    public static string ToText(EvaluationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        StringBuilder text = new();
        string[] figures = [.. summary.Figures.Select(figure => figure.Key)];
        Write(text, [figures, [.. summary.Figures.Select(figure => Number(figure.Value))]], textColumns: 0);
        if (summary.Classes.Count > 0)
        {
            text.AppendLine();
            Write(text,
            [
                ["class", "objects", "detections", .. summary.Classes[0].Figures.Select(figure => figure.Key)],
                .. summary.Classes.Select(item => (string[])
                [
                    Name(item.Name), Count(item.Objects), Count(item.Detections), .. item.Figures.Select(figure => Number(figure.Value)),
                ]),
            ], textColumns: 1);
        }

        return text.ToString();
    }

    private static string Number(double value) => value < 0 ? "-" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Control characters of a file's class name stay off the terminal.
    private static string Name(string name)
    {
        string clean = string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
        return clean.Length <= LongestName ? clean : clean[..(LongestName - 3)] + "...";
    }

    private static void Write(StringBuilder text, string[][] rows, int textColumns)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, i) => i < textColumns ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
