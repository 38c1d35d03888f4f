using System.Text;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A chart's axes and curves as SVG, 440 x 270 units, scaled to the room there is.</summary>
internal sealed class ChartDrawing
{
    private const double Width = 440;
    private const double Height = 270;
    private const double Top = 10;
    private const double Right = 424;
    private const double Bottom = 226;

    // The style sheet's largest size of text, which is that on a phone.
    private const double LargestText = 15;

    private const int MostMarkers = 16;
    private const int MostTooltips = 200;

    private readonly LineChart _chart;
    private readonly AxisScale _x;
    private readonly AxisScale _y;
    private readonly double _left;

    public ChartDrawing(LineChart chart)
    {
        _chart = chart;
        ChartPoint[] points = [.. chart.Series.SelectMany(series => series.Points).Where(point => point.IsDrawable)];
        List<double> heights = [.. points.Select(point => point.Y)];
        foreach (double end in new[] { chart.YFrom, chart.YTo }.OfType<double>())
        {
            if (new ChartPoint(0, end).IsDrawable)
            {
                heights.Add(end);
            }
        }

        _x = AxisScale.Tight([.. points.Select(point => point.X)]);
        _y = AxisScale.Loose(heights);
        IsEmpty = points.Length == 0;
        double labels = _y.Ticks.Select(tick => TextWidth.InEm(tick.Label)).DefaultIfEmpty(0).Max();
        _left = Math.Min(Width / 3, (labels * LargestText) + 34);
    }

    private bool IsEmpty { get; }

    public void Write(MarkupWriter markup)
    {
        markup.Open("svg", "plot").Attribute("viewBox", $"0 0 {Width} {Height}").Attribute("role", "img")
            .Attribute("aria-label", Description()).Line();
        WriteVerticalAxis(markup);
        WriteHorizontalAxis(markup);
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            WriteSeries(markup, _chart.Series[i], new SeriesStyle(i));
        }

        if (IsEmpty)
        {
            Label(markup, "empty", (_left + Right) / 2, (Top + Bottom) / 2, "middle", ReportNumber.NotMeasured);
        }

        markup.Close();
    }

    private static void Label(MarkupWriter markup, string cssClass, double x, double y, string anchor, string text) =>
        markup.Open("text", cssClass).Attribute("x", x).Attribute("y", y).Attribute("text-anchor", anchor).Text(text).Close();

    private static void Stroke(MarkupWriter markup, string cssClass, double x1, double y1, double x2, double y2) =>
        markup.Open("line", cssClass).Attribute("x1", x1).Attribute("y1", y1).Attribute("x2", x2).Attribute("y2", y2).Close();

    private double AcrossOf(double x) => _left + (_x.Position(x) * (Right - _left));

    private double DownOf(double y) => Bottom - (_y.Position(y) * (Bottom - Top));

    private void WriteVerticalAxis(MarkupWriter markup)
    {
        foreach (AxisTick tick in _y.Ticks)
        {
            double y = DownOf(tick.Value);
            Stroke(markup, "rule", _left, y, Right, y);
            Label(markup, "tick y", _left - 7, y + 4.5, "end", tick.Label);
            markup.Line();
        }

        double middle = (Top + Bottom) / 2;
        markup.Open("text", "axis").Attribute("text-anchor", "middle")
            .Attribute("transform", $"translate(15 {MarkupWriter.Coordinate(middle)}) rotate(-90)").Text(_chart.YLabel).Close().Line();
    }

    private void WriteHorizontalAxis(MarkupWriter markup)
    {
        Stroke(markup, "base", _left, Bottom, Right, Bottom);

        // Long labels would run into each other: every second or third tick then goes without.
        double widest = _x.Ticks.Select(tick => TextWidth.InEm(tick.Label)).DefaultIfEmpty(0).Max() * LargestText;
        double apart = (Right - _left) / Math.Max(1, _x.Ticks.Count);
        int every = Math.Max(1, (int)Math.Ceiling((widest + 6) / apart));
        for (int i = 0; i < _x.Ticks.Count; i++)
        {
            double x = AcrossOf(_x.Ticks[i].Value);
            Stroke(markup, "base", x, Bottom, x, Bottom + 4);
            if (i % every == 0)
            {
                // A label at the far end keeps clear of the picture's edge.
                double half = TextWidth.InEm(_x.Ticks[i].Label) * LargestText / 2;
                Label(markup, "tick x", Math.Min(x, Width - half), Bottom + 19, "middle", _x.Ticks[i].Label);
            }
        }

        Label(markup, "axis", (_left + Right) / 2, Height - 7, "middle", _chart.XLabel);
        markup.Line();
    }

    private void WriteSeries(MarkupWriter markup, ChartSeries series, SeriesStyle style)
    {
        ChartPoint[] drawable = [.. series.Points.Where(point => point.IsDrawable)];
        if (drawable.Length == 0)
        {
            return;
        }

        markup.Open("g", style.CssClass).Open("path", "curve").Attribute("d", Path(series.Points));
        if (style.Dashes.Length > 0)
        {
            markup.Attribute("stroke-dasharray", style.Dashes);
        }

        markup.Close().Line();
        WriteMarkers(markup, series, style);
        WriteTooltips(markup, series.Name, drawable);
        markup.Close().Line();
    }

    private string Path(IReadOnlyList<ChartPoint> points)
    {
        var path = new StringBuilder();
        bool joined = false;
        foreach (ChartPoint point in points)
        {
            if (point.IsDrawable)
            {
                path.Append(joined ? 'L' : 'M').Append(MarkupWriter.Coordinate(AcrossOf(point.X)))
                    .Append(' ').Append(MarkupWriter.Coordinate(DownOf(point.Y)));
            }

            joined = point.IsDrawable;
        }

        return path.ToString();
    }

    private void WriteMarkers(MarkupWriter markup, ChartSeries series, SeriesStyle style)
    {
        IReadOnlyList<ChartPoint> points = series.Points;
        int every = (int)Math.Ceiling(points.Count / (double)MostMarkers);
        for (int i = 0; i < points.Count; i++)
        {
            // Without a marker a point between two gaps would not show at all.
            bool alone = !(i > 0 && points[i - 1].IsDrawable) && !(i + 1 < points.Count && points[i + 1].IsDrawable);
            bool last = i == points.Count - 1;
            if (points[i].IsDrawable && (alone || last || (i + style.Index) % every == 0))
            {
                string at = $"translate({MarkupWriter.Coordinate(AcrossOf(points[i].X))} {MarkupWriter.Coordinate(DownOf(points[i].Y))})";
                markup.Open("path", "mark").Attribute("d", style.Marker).Attribute("transform", at).Close();
            }
        }
    }

    private void WriteTooltips(MarkupWriter markup, string name, ChartPoint[] points)
    {
        if (points.Length > MostTooltips)
        {
            return;
        }

        foreach (ChartPoint point in points)
        {
            markup.Open("circle", "hit").Attribute("cx", AcrossOf(point.X)).Attribute("cy", DownOf(point.Y)).Attribute("r", "7");
            markup.Element("title", $"{name}: {ChartData.Number(point.Y)} at {_chart.XLabel} {ChartData.Number(point.X)}").Close();
        }
    }

    private string Description()
    {
        var text = new StringBuilder($"Line chart: {_chart.Title}, {_chart.YLabel} by {_chart.XLabel}.");
        foreach (ChartSeries series in _chart.Series)
        {
            ChartPoint[] points = [.. series.Points.Where(point => point.IsDrawable)];
            text.Append(' ').Append(series.Name).Append(points.Length == 0
                ? $": {ReportNumber.NotMeasured}."
                : $": {points.Length} points, from {ChartData.Number(points[0].Y)} to {ChartData.Number(points[^1].Y)}.");
        }

        return text.ToString();
    }
}
