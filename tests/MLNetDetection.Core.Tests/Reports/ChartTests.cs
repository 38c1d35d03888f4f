using System.Globalization;
using System.Xml.Linq;
using MLNetDetection.Core.Reports;
using Xunit;

namespace MLNetDetection.Core.Tests.Reports;

public sealed class ChartTests
{
    [Fact]
    public void Write_ThreePoints_LiesWhereWorkedOutByHand()
    {
        // Up: 4, 2, 0 over ticks 0..4 by 1 (4 / 6 rounds up to 1), from y = 226 at 0 to y = 10 at 4.
        // Across: from the widest label, one digit of 0.57 em at 15 units, plus 34: 42.55, to 424; a fifth of that is 76.29.
        XElement chart = ReportText.Chart(new ChartSeries("total", [new(0, 4), new(1, 2), new(5, 0)]));
        Assert.Equal("M42.55 10L118.84 118L424 226", (string?)chart.OfClass("curve").Single().Attribute("d"));
        Assert.Equal(["0", "1", "2", "3", "4"], chart.Ticks("y"));
        Assert.Equal(["0", "1", "2", "3", "4", "5"], chart.Ticks("x"));
        Assert.Equal(
            ["translate(42.55 10)", "translate(118.84 118)", "translate(424 226)"],
            chart.OfClass("mark").Select(mark => (string?)mark.Attribute("transform")));
        Assert.Equal("Line chart: Loss, loss by epoch. total: 3 points, from 4 to 0.", (string?)chart.Attribute("aria-label"));
    }

    [Fact]
    public void Write_Gap_BreaksTheCurveAndMarksALonePoint()
    {
        XElement chart = ReportText.Chart(ChartSeries.FromValues("a", [1, 2, double.NaN, 3, double.PositiveInfinity, 4, 5]));
        string path = (string)chart.OfClass("curve").Single().Attribute("d")!;
        Assert.Equal(3, path.Count(letter => letter == 'M'));
        Assert.Equal(2, path.Count(letter => letter == 'L'));
        Assert.Equal(5, chart.OfClass("mark").Count());
    }

    [Fact]
    public void Write_LongCurveWithALonePoint_MarksIt()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => i == 501 || i < 500 ? i : double.NaN)];
        XElement chart = ReportText.Chart(ChartSeries.FromValues("a", values));
        string lone = ((string)chart.OfClass("curve").Single().Attribute("d")!).Split('M')[^1];
        Assert.Contains(chart.OfClass("mark"), mark => (string?)mark.Attribute("transform") == $"translate({lone})");
        Assert.InRange(chart.OfClass("mark").Count(), 2, 20);
    }

    [Theory]
    [InlineData()]
    [InlineData(double.NaN)]
    [InlineData(double.NaN, double.NegativeInfinity)]
    public void Write_NothingToDraw_SaysNotMeasured(params double[] values)
    {
        XElement page = new HtmlReport("r").AddChart(new LineChart("AP", "epoch", "AP", ChartSeries.FromValues("ap", values))).Page();
        Assert.Equal("not measured", page.OfClass("empty").Single().Value);
        Assert.Equal("ap (not measured)", page.OfClass("legend").Single().Value.Trim());
        Assert.Empty(page.OfClass("plot").Single().OfClass("curve"));
        Assert.Empty(page.Descendants("details"));
    }

    [Fact]
    public void Write_NoSeries_DrawsTheAxes()
    {
        XElement page = new HtmlReport("r").AddChart(new LineChart("AP", "epoch", "AP")).Page();
        Assert.Empty(page.OfClass("legend"));
        Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], page.OfClass("plot").Single().Ticks("y"));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1e-300)]
    [InlineData(1e99)]
    public void Write_OnePoint_StandsInside(double value)
    {
        XElement chart = ReportText.Chart(new ChartSeries("a", [new ChartPoint(7, value)]));
        XElement point = Assert.Single(chart.OfClass("hit"));
        Assert.InRange(point.Number("cx"), 40, 424);
        Assert.InRange(point.Number("cy"), 10, 226);
        Assert.InRange(chart.Ticks("y").Length, 2, 9);
    }

    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 0.3, "0.00 0.05 0.10 0.15 0.20 0.25 0.30")]
    [InlineData(-7, 12, "-10 -5 0 5 10 15")]
    [InlineData(100, 103, "100.0 100.5 101.0 101.5 102.0 102.5 103.0")]
    [InlineData(0, 2e6, "0 5E+5 1E+6 1.5E+6 2E+6")]
    [InlineData(0, 2e-7, "0 5E-8 1E-7 1.5E-7 2E-7")]
    public void Write_Range_HasRoundTicks(double from, double to, string expected) =>
        Assert.Equal(expected, string.Join(' ', ReportText.Chart(ChartSeries.FromValues("a", [from, to])).Ticks("y")));

    [Fact]
    public void Write_Limits_WidenTheAxisOnly()
    {
        var chart = new LineChart("AP", "epoch", "AP", ChartSeries.FromValues("ap", [0.31, 0.34])) { YFrom = 0, YTo = 1 };
        XElement plot = new HtmlReport("r").AddChart(chart).Page().OfClass("plot").Single();
        Assert.Equal("1.0", plot.Ticks("y")[^1]);
        Assert.Equal("0.0", plot.Ticks("y")[0]);
    }

    [Fact]
    public void Write_AnyValues_StayInsideWithDistinctRisingTicks() => Properties.Hold<double[]>(values =>
    {
        XElement chart = ReportText.Chart(ChartSeries.FromValues("a", values));
        foreach (XElement point in chart.OfClass("hit"))
        {
            Assert.InRange(point.Number("cx"), 0, 424);
            Assert.InRange(point.Number("cy"), 10, 226);
        }

        double[] ticks = [.. chart.Ticks("y").Select(tick => double.Parse(tick, CultureInfo.InvariantCulture))];
        Assert.InRange(ticks.Length, 2, 9);
        Assert.Equal(ticks.Distinct().Order(), ticks);
        return !chart.ToString().Contains("NaN", StringComparison.Ordinal);
    });

    [Fact]
    public void AddChart_Data_ListsEveryXOnce()
    {
        var chart = new LineChart("AP", "epoch", "AP",
            new ChartSeries("a", [new(1, 0.5), new(2, double.NaN)]), new ChartSeries("b", [new(2, 0.25), new(3, 0.75)]));
        XElement page = new HtmlReport("r").AddChart(chart).Page();
        string[] rows = [.. page.Descendants("tbody").Single().Elements().Select(row => string.Join('|', row.Elements().Select(cell => cell.Value)))];
        Assert.Equal(["1|0.5|–", "2|–|0.25", "3|–|0.75"], rows);
    }

    [Fact]
    public void AddChart_TwoInARow_StandSideBySide()
    {
        var chart = new LineChart("AP", "epoch", "AP");
        Assert.Single(new HtmlReport("r").AddChart(chart).AddChart(chart).Page().OfClass("charts"));
        Assert.Equal(2, new HtmlReport("r").AddChart(chart).AddNote("n").AddChart(chart).Page().OfClass("charts").Count());
    }

    [Fact]
    public void Write_ManySeries_DifferInColourMarkerOrDashes()
    {
        XElement page = new HtmlReport("r")
            .AddChart(new LineChart("AP", "epoch", "AP", Enumerable.Range(0, 20).Select(i => ChartSeries.FromValues("c" + i, [i, i]))))
            .Page();
        var looks = page.OfClass("legend").Single().Descendants("svg").Select(svg => string.Concat(
            (string?)svg.Attribute("class"), (string?)svg.Elements().First().Attribute("stroke-dasharray"), (string?)svg.Elements().Last().Attribute("d")));
        Assert.Equal(20, looks.Distinct().Count());
    }
}
