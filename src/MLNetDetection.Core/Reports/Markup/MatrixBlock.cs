namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A shaded table of counts that scrolls sideways, the names of its rows staying in view.</summary>
internal sealed class MatrixBlock(CountMatrix matrix) : IReportBlock
{
    public void Write(MarkupWriter markup)
    {
        markup.Open("section", "block").Heading(matrix.Title);
        markup.Open("div", "scroll").Attribute("tabindex", "0").Attribute("role", "region")
            .Attribute("aria-label", string.IsNullOrWhiteSpace(matrix.Title) ? "Matrix" : matrix.Title);
        markup.Open("table", "matrix").Open("thead").Open("tr").Open("th").Attribute("scope", "col").Text(matrix.Corner).Close();
        foreach (string column in matrix.Columns)
        {
            markup.Open("th", "number").Attribute("scope", "col").Text(TableBlock.OrDash(column)).Close();
        }

        markup.Close().Close().Open("tbody");
        for (int row = 0; row < matrix.Rows.Count; row++)
        {
            WriteRow(markup, row);
        }

        markup.Close().Close().Close().Note(matrix.Note).Close();
    }

    private void WriteRow(MarkupWriter markup, int row)
    {
        markup.Open("tr").Open("th").Attribute("scope", "row").Text(TableBlock.OrDash(matrix.Rows[row])).Close();
        double sum = Enumerable.Range(0, matrix.Columns.Count).Sum(column => (double)matrix.Counts[row, column]);
        for (int column = 0; column < matrix.Columns.Count; column++)
        {
            int count = matrix.Counts[row, column];
            markup.Open("td", row == column ? "number right" : "number wrong");
            if (count > 0)
            {
                markup.Attribute("style", $"--v:{MarkupWriter.Coordinate(count / sum)}");
            }

            markup.Text(count > 0 ? ReportNumber.Count(count) : "\u00B7").Close();
        }

        markup.Close().Line();
    }
}
