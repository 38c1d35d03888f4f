using System.Text;

namespace MLNetDetection.Core.Reports.Drawing;

/// <summary>
/// A sans-serif face of lines, to write on pictures at any size without a font file: ASCII and Latin letters with marks. Other
/// characters become an empty box.
/// </summary>
internal static class StrokeFont
{
    /// <summary>Units of the glyphs in the font's size.</summary>
    public const double UnitsPerEm = 14;

    /// <summary>The baseline and the top of capitals with a mark, in units below the top of a line.</summary>
    private const double Ascent = 4;

    private const double Gap = 3; // between glyphs, the pen's width included
    private const double Blank = 5;
    private const int Roundings = 3;

    private static readonly double[][] _unknown = [Stroke("00606a0a00")];

    private static readonly IReadOnlyDictionary<char, double[][]> _glyphs = StrokeGlyphs.Table.Split('\n')
        .ToDictionary(line => line[0], line => Strokes(line[2..]));

    /// <summary>Height of a line, in units of the font's size: room for marks above and tails below.</summary>
    public static double LineHeight => 18 / UnitsPerEm;

    /// <summary>Width of a text in units of the font's size.</summary>
    public static double WidthInEm(string text) => Layout(text).Sum(glyph => glyph.Advance) / UnitsPerEm;

    /// <summary>
    /// The text's strokes as runs of x0 y0 x1 y1 ..., in pixels from the upper left corner of its line; a run of one point is a dot.
    /// </summary>
    public static IEnumerable<double[]> Lines(string text, double fontSize)
    {
        double unit = fontSize / UnitsPerEm, left = Gap / 2;
        foreach ((double[][] strokes, double advance) in Layout(text))
        {
            foreach (double[] stroke in strokes)
            {
                yield return [.. stroke.Select((value, i) => (value + (i % 2 == 0 ? left : Ascent)) * unit)];
            }

            left += advance;
        }
    }

    /// <summary>Whether at least half of a text's characters have a glyph, so that it says something.</summary>
    public static bool CanWrite(string text)
    {
        Rune[] letters = [.. StrokeMarks.Apart(text).Where(character => !StrokeMarks.IsMark(character) && !Rune.IsWhiteSpace(character))];
        return 2 * letters.Count(character => character.IsBmp && _glyphs.ContainsKey((char)character.Value)) >= letters.Length;
    }

    private static IEnumerable<(double[][] Strokes, double Advance)> Layout(string text)
    {
        double[][] pending = [];
        double width = 0;
        Rune? letter = null;
        foreach (Rune character in StrokeMarks.Apart(text))
        {
            if (StrokeMarks.IsMark(character))
            {
                pending = letter is { } below && StrokeGlyphs.Mark(character) is { } mark ? Marked(pending, width, below, mark) : pending;
                continue;
            }

            if (letter is not null)
            {
                yield return (pending, width + Gap);
            }

            letter = character;
            (pending, width) = Rune.IsWhiteSpace(character) ? ([], Blank - Gap) : Glyph(character);
        }

        if (letter is not null)
        {
            yield return (pending, width + Gap);
        }
    }

    private static (double[][] Strokes, double Width) Glyph(Rune character)
    {
        double[][] strokes = character.IsBmp ? _glyphs.GetValueOrDefault((char)character.Value, _unknown) : _unknown;
        return (strokes, strokes.Max(stroke => stroke.Where((_, i) => i % 2 == 0).Max()));
    }

    // A mark stands over the letter's highest point, small letters having room below the height of capitals, or hangs from the baseline.
    private static double[][] Marked(double[][] letter, double width, Rune character, StrokeMark mark)
    {
        // The dot of i and j gives way to a mark.
        double[][] body = !mark.Below && character.Value is 'i' or 'j' ? letter[..1] : letter;
        double down = mark.Below || body.Length == 0 ? 0 : body.Min(stroke => stroke.Where((_, i) => i % 2 == 1).Min()) - 3;
        return [.. body, .. Strokes(mark.Strokes).Select(stroke => stroke.Select((value, i) => value + (i % 2 == 0 ? (width / 2) - 2 : down)).ToArray())];
    }

    private static double[][] Strokes(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Stroke)];

    private static double[] Stroke(string text)
    {
        // With an odd length the first character says how the corners are.
        char kind = text.Length % 2 == 1 ? text[0] : ' ';
        double[] points = [.. text[(text.Length % 2)..].Select(digit => (double)Convert.ToInt32(digit.ToString(), 16))];
        for (int i = 0; kind != ' ' && i < Roundings; i++)
        {
            points = Cut(points, closed: kind == 'o');
        }

        return kind == 'o' ? [.. points, points[0], points[1]] : points;
    }

    /// <summary>Chaikin's rounding: each corner gives way to two points on its edges; the ends of an open stroke stay.</summary>
    private static double[] Cut(double[] points, bool closed)
    {
        int count = points.Length / 2, edges = closed ? count : count - 1;
        var result = new List<double>(4 * count);
        if (!closed)
        {
            result.AddRange(points[..2]);
        }

        for (int edge = 0; edge < edges; edge++)
        {
            int from = 2 * edge, to = 2 * ((edge + 1) % count);
            if (closed || edge > 0)
            {
                result.AddRange([(0.75 * points[from]) + (0.25 * points[to]), (0.75 * points[from + 1]) + (0.25 * points[to + 1])]);
            }

            if (closed || edge < edges - 1)
            {
                result.AddRange([(0.25 * points[from]) + (0.75 * points[to]), (0.25 * points[from + 1]) + (0.75 * points[to + 1])]);
            }
        }

        if (!closed)
        {
            result.AddRange(points[^2..]);
        }

        return [.. result];
    }
}
