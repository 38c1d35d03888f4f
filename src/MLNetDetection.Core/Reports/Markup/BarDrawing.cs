namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A bar chart as SVG, 440 units wide, scaled to the room there is.</summary>
internal static class BarDrawing
{
    private const double Width = 440;
    private const double RowHeight = 34;

    // The style sheet's largest size of text, which is that on a phone.
    private const double LargestText = 15;

    public static void Write(MarkupWriter markup, BarChart chart)
    {
        if (chart.Bars.Count == 0)
        {
            markup.Element("p", "none", ReportNumber.NotMeasured);
            return;
        }

        double names = Math.Min(Width / 2, Widest(chart.Bars.Select(bar => bar.Name)) + 10);
        double room = Width - names - Math.Min(Width / 3, Widest(chart.Bars.Select(TextOf)) + 10);
        double longest = chart.Bars.Where(IsMeasured).Select(bar => bar.Value).DefaultIfEmpty(0).Max();
        markup.Open("svg", "plot").Attribute("viewBox", $"0 0 {Width} {MarkupWriter.Coordinate(chart.Bars.Count * RowHeight)}")
            .Attribute("role", "img").Attribute("aria-label", $"Bar chart: {chart.Title}. {string.Join(", ", chart.Bars.Select(bar => $"{bar.Name} {TextOf(bar)}"))}.").Line();
        for (int i = 0; i < chart.Bars.Count; i++)
        {
            ReportBar bar = chart.Bars[i];
            double top = i * RowHeight, middle = top + (RowHeight / 2) + 5;
            double length = IsMeasured(bar) && longest > 0 ? bar.Value / longest * room : 0;
            Label(markup, names - 8, middle, "end", bar.Name);
            markup.Open("rect", "bar").Attribute("x", names).Attribute("y", top + 6).Attribute("width", Math.Max(1, length))
                .Attribute("height", RowHeight - 12).Close();
            Label(markup, names + length + 7, middle, "start", TextOf(bar));
            markup.Line();
        }

        markup.Close();
    }

    private static bool IsMeasured(ReportBar bar) => bar.Value is >= 0 and < double.PositiveInfinity;

    private static string TextOf(ReportBar bar) => IsMeasured(bar) ? bar.Text : ReportNumber.NotMeasured;

    private static double Widest(IEnumerable<string> texts) => texts.Max(TextWidth.InEm) * LargestText;

    private static void Label(MarkupWriter markup, double x, double y, string anchor, string text) =>
        markup.Open("text", "tick").Attribute("x", x).Attribute("y", y).Attribute("text-anchor", anchor).Text(text).Close();
}
