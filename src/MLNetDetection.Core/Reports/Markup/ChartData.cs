using System.Globalization;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>The numbers behind a chart as a table that opens on demand, for those who cannot see the curves or want to copy them.</summary>
internal static class ChartData
{
    // A longer table serves nobody and outweighs the page.
    private const int MostRows = 300;

    public static void Write(MarkupWriter markup, LineChart chart)
    {
        Dictionary<double, double>[] columns = [.. chart.Series.Select(ByX)];
        double[] rows = [.. columns.SelectMany(column => column.Keys).Distinct().Order()];
        if (rows.Length is 0 or > MostRows)
        {
            return;
        }

        markup.Open("details").Element("summary", "Data");
        markup.Open("div", "scroll").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", "Data of " + chart.Title);
        markup.Open("table").Open("thead").Open("tr");
        foreach (string header in chart.Series.Select(series => series.Name).Prepend(chart.XLabel))
        {
            markup.Open("th", "number").Attribute("scope", "col").Text(header).Close();
        }

        markup.Close().Close().Open("tbody");
        foreach (double x in rows)
        {
            markup.Open("tr").Open("th", "number").Attribute("scope", "row").Text(Number(x)).Close();
            foreach (Dictionary<double, double> column in columns)
            {
                markup.Element("td", "number", column.TryGetValue(x, out double y) ? Number(y) : "\u2013");
            }

            markup.Close().Line();
        }

        markup.Close().Close().Close().Close();
    }

    public static string Number(double value) => (value + 0.0).ToString("G5", CultureInfo.InvariantCulture);

    // Where a curve comes back to an x, the table shows the last of its values.
    private static Dictionary<double, double> ByX(ChartSeries series)
    {
        var byX = new Dictionary<double, double>();
        foreach (ChartPoint point in series.Points.Where(point => point.IsDrawable))
        {
            byX[point.X] = point.Y;
        }

        return byX;
    }
}
