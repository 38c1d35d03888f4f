namespace MLNetDetection.Core.Reports.Markup;

/// <summary>The names of a chart's curves beside a piece of each.</summary>
internal static class ChartLegend
{
    public static void Write(MarkupWriter markup, LineChart chart)
    {
        if (chart.Series.Count == 0)
        {
            return;
        }

        markup.Open("ul", "legend");
        for (int i = 0; i < chart.Series.Count; i++)
        {
            var style = new SeriesStyle(i);
            ChartSeries series = chart.Series[i];
            markup.Open("li").Open("svg", style.CssClass).Attribute("viewBox", "0 0 30 12").Attribute("width", "30")
                .Attribute("height", "12").Attribute("aria-hidden", "true");
            markup.Open("path", "curve").Attribute("d", "M1 6H29");
            if (style.Dashes.Length > 0)
            {
                markup.Attribute("stroke-dasharray", style.Dashes);
            }

            markup.Close().Open("path", "mark").Attribute("d", style.Marker).Attribute("transform", "translate(15 6)").Close().Close();
            bool measured = series.Points.Any(point => point.IsDrawable);
            markup.Element("span", measured ? series.Name : $"{series.Name} ({ReportNumber.NotMeasured})").Close();
        }

        markup.Close();
    }
}
