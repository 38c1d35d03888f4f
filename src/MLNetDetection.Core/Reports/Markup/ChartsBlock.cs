namespace MLNetDetection.Core.Reports.Markup;

/// <summary>Charts side by side.</summary>
internal sealed class ChartsBlock : IReportBlock
{
    private readonly List<LineChart> _charts = [];

    public void Add(LineChart chart) => _charts.Add(chart);

    public void Write(MarkupWriter markup)
    {
        markup.Open("div", "charts");
        foreach (LineChart chart in _charts)
        {
            markup.Open("figure", "chart").Heading(chart.Title);
            new ChartDrawing(chart).Write(markup);
            ChartLegend.Write(markup, chart);
            markup.Note(chart.Note);
            ChartData.Write(markup, chart);
            markup.Close().Line();
        }

        markup.Close();
    }
}
