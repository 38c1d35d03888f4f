namespace MLNetDetection.Core.Reports.Markup;

/// <summary>Charts side by side.</summary>
internal sealed class ChartsBlock : IReportBlock
{
    private readonly List<Action<MarkupWriter>> _charts = [];

    public void Add(LineChart chart) => _charts.Add(markup =>
    {
        markup.Heading(chart.Title);
        new ChartDrawing(chart).Write(markup);
        ChartLegend.Write(markup, chart);
        markup.Note(chart.Note);
        ChartData.Write(markup, chart);
    });

    public void Add(BarChart chart) => _charts.Add(markup =>
    {
        markup.Heading(chart.Title);
        BarDrawing.Write(markup, chart);
        markup.Note(chart.Note);
    });

    public void Write(MarkupWriter markup)
    {
        markup.Open("div", "charts");
        foreach (Action<MarkupWriter> write in _charts)
        {
            markup.Open("figure", "chart");
            write(markup);
            markup.Close().Line();
        }

        markup.Close();
    }
}
