namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A table in a container of its own that scrolls sideways.</summary>
internal sealed class TableBlock(ReportTable table) : IReportBlock
{
    public static string OrDash(string? text) => string.IsNullOrWhiteSpace(text) ? "\u2013" : text;

    public void Write(MarkupWriter markup)
    {
        markup.Open("section", "block").Heading(table.Title);

        // Only an element that takes the focus can be scrolled with the keyboard.
        markup.Open("div", "scroll").Attribute("tabindex", "0").Attribute("role", "region")
            .Attribute("aria-label", string.IsNullOrWhiteSpace(table.Title) ? "Table" : table.Title);
        markup.Open("table").Open("thead").Open("tr");
        foreach (TableColumn column in table.Columns)
        {
            Cell(markup, "th", column, "col").Text(column.Header).Close();
        }

        markup.Close().Close().Open("tbody");
        foreach (IReadOnlyList<string?> row in table.Rows)
        {
            WriteRow(markup, row);
        }

        if (table.Rows.Count == 0)
        {
            markup.Open("tr").Open("td", "none").Attribute("colspan", table.Columns.Count).Text("No rows.").Close().Close();
        }

        markup.Close().Close().Close().Note(table.Note).Close();
    }

    private void WriteRow(MarkupWriter markup, IReadOnlyList<string?> row)
    {
        markup.Open("tr");
        for (int i = 0; i < row.Count; i++)
        {
            bool isName = i == 0;
            Cell(markup, isName ? "th" : "td", table.Columns[i], isName ? "row" : null).Text(OrDash(row[i])).Close();
        }

        markup.Close().Line();
    }

    private static MarkupWriter Cell(MarkupWriter markup, string element, TableColumn column, string? scope)
    {
        markup.Open(element);
        if (scope is not null)
        {
            markup.Attribute("scope", scope);
        }

        return column.IsNumber ? markup.Attribute("class", "number") : markup;
    }
}
