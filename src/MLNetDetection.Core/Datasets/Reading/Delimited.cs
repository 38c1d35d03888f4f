using System.Globalization;
using System.Text;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Rows of CSV and TSV: cells in double quotes may hold the separator and doubled quotes, not line breaks.</summary>
internal static class Delimited
{
    private static readonly char[] _separators = ['\t', ';', ','];

    /// <summary>The separator of a header line: tab, semicolon or comma, the first of them that occurs.</summary>
    public static char? SeparatorOf(string header) =>
        _separators.Cast<char?>().FirstOrDefault(separator => header.Contains(separator!.Value));

    /// <exception cref="InvalidDataException">A quote is not closed.</exception>
    public static List<string> Split(string line, char separator, string place)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append(line[i++]);
            }
            else if (c == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        if (quoted)
        {
            throw new InvalidDataException($"{place}: a quote is not closed.");
        }

        cells.Add(cell.ToString());
        return cells;
    }

    /// <exception cref="InvalidDataException">It is no finite number.</exception>
    public static double Number(string text, string place) => TryNumber(text, out double value)
        ? value
        : throw new InvalidDataException($"{place}: \"{Shorten(text)}\" is no number.");

    public static bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public static int Size(string text, string place) => Number(text, place) is >= 0 and <= int.MaxValue and var size
        ? (int)size
        : throw new InvalidDataException($"{place}: \"{Shorten(text)}\" is no size.");

    public static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
