using System.Text;
using MLNetDetection.Core.Reports.Markup;

namespace MLNetDetection.Core.Reports;

/// <summary>
/// One HTML file with figures, curves, tables and pictures: no scripts, nothing loaded from elsewhere, light and dark, readable on
/// a phone and on paper. The markup is also well-formed XML, the numbers are written the same way in every culture, and the same
/// calls give the same bytes. Parts appear in the order they were added. Not thread-safe.
/// </summary>
public sealed class HtmlReport
{
    private readonly List<IReportBlock> _blocks = [];

    /// <summary>An empty report.</summary>
    /// <param name="title">The heading, also the title of the browser's tab; not empty.</param>
    /// <param name="subtitle">A line under the heading, or null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is null or blank.</exception>
    public HtmlReport(string title, string? subtitle = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
        Subtitle = subtitle;
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The line under the heading, or null.</summary>
    public string? Subtitle { get; }

    /// <summary>Starts a part of the report under its own heading.</summary>
    /// <exception cref="ArgumentException"><paramref name="heading"/> is null or blank.</exception>
    public HtmlReport AddSection(string heading)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(heading);
        return Add(new SectionBlock(heading));
    }

    /// <summary>Adds key figures as tiles; none adds nothing.</summary>
    public HtmlReport AddFigures(params IReadOnlyList<ReportFigure> figures)
    {
        ThrowIfAnyIsNull(figures);
        return figures.Count == 0 ? this : Add(new FiguresBlock([.. figures]));
    }

    /// <summary>Adds a chart; charts added one after another stand side by side where there is room.</summary>
    public HtmlReport AddChart(LineChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Charts().Add(chart);
        return this;
    }

    /// <summary>Adds a bar chart, beside other charts where there is room.</summary>
    public HtmlReport AddChart(BarChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Charts().Add(chart);
        return this;
    }

    /// <summary>Adds a shaded table of counts; where it is too wide, it scrolls by itself.</summary>
    public HtmlReport AddMatrix(CountMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return Add(new MatrixBlock(matrix));
    }

    /// <summary>Adds a table; where it is too wide, it scrolls by itself.</summary>
    public HtmlReport AddTable(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Add(new TableBlock(table));
    }

    /// <summary>Adds a grid of pictures with their boxes.</summary>
    public HtmlReport AddPictures(PictureGrid pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return Add(new PicturesBlock(pictures));
    }

    /// <summary>Adds a list of names and values, such as options or the environment; no pairs adds nothing.</summary>
    /// <param name="title">The heading above the list, or null for none.</param>
    /// <param name="pairs">Name and value in reading order; a blank value shows as a dash.</param>
    public HtmlReport AddPairs(string? title, IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        KeyValuePair<string, string?>[] copy = [.. pairs];
        return copy.Length == 0 ? this : Add(new PairsBlock(title, copy));
    }

    /// <summary>Adds a paragraph of plain text; line breaks are kept.</summary>
    public HtmlReport AddNote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(new NoteBlock(text));
    }

    /// <summary>Writes the whole page. The writer should encode as UTF-8, which the page declares; it is not closed.</summary>
    /// <exception cref="IOException">The writer failed.</exception>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write("<!DOCTYPE html>\n");
        using (var markup = new MarkupWriter(writer))
        {
            ReportPage.Write(markup, this, _blocks);
        }

        writer.Write("\n");
    }

    /// <summary>
    /// Writes the page to a file in UTF-8, creating its folder. The page is written beside it and moved into place, so that a
    /// reader never finds half a file and a failure leaves an older report as it was.
    /// </summary>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            {
                Write(stream);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void ThrowIfAnyIsNull<T>(IReadOnlyList<T> items)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (T item in items)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
        }
    }

    private ChartsBlock Charts()
    {
        if (_blocks.LastOrDefault() is ChartsBlock last)
        {
            return last;
        }

        var charts = new ChartsBlock();
        Add(charts);
        return charts;
    }

    private HtmlReport Add(IReportBlock block)
    {
        _blocks.Add(block);
        return this;
    }
}
