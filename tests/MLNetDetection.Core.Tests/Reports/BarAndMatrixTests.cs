using System.Xml.Linq;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Tests.Reports;

public sealed class BarAndMatrixTests
{
    [Fact]
    public void AddChart_Bars_AreAsLongAsTheirValues()
    {
        XElement page = new HtmlReport("r").AddChart(new BarChart(
            "Lost", new ReportBar("a", 2, "2.0"), new ReportBar("b", 1, "1.0"), new ReportBar("c", double.NaN, "?"))).Page();
        double[] lengths = [.. page.OfClass("bar").Select(bar => bar.Number("width"))];
        Assert.Equal(lengths[0] / 2, lengths[1], 0.01);
        Assert.Equal(1, lengths[2]);
        Assert.Equal(["a", "2.0", "b", "1.0", "c", "not measured"], page.OfClass("tick").Select(text => text.Value));
    }

    [Fact]
    public void AddChart_LongNames_StayInsideThePicture()
    {
        XElement page = new HtmlReport("r").AddChart(new BarChart("t", new ReportBar(new string('w', 80), 1, new string('9', 60)))).Page();
        XElement bar = page.OfClass("bar").Single();
        Assert.True(bar.Number("width") > 0 && bar.Number("x") + bar.Number("width") <= 440);
    }

    [Fact]
    public void AddChart_NoBarsOrOnlyZeros_IsDrawn()
    {
        XElement page = new HtmlReport("r").AddChart(new BarChart("none")).AddChart(new BarChart("zero", new ReportBar("a", 0, "0"))).Page();
        Assert.Equal("not measured", page.OfClass("none").Single().Value);
        Assert.Equal(1, page.OfClass("bar").Single().Number("width"));
        Assert.Single(page.OfClass("charts"));
    }

    [Fact]
    public void AddMatrix_Counts_AreShadedByTheirShareOfTheRow()
    {
        XElement page = new HtmlReport("r").AddMatrix(new CountMatrix("m", "true", ["cat", "dog"], ["cat", "dog"], new[,] { { 3, 1 }, { 0, 0 } })).Page();
        XElement[] cells = [.. page.Descendants("td")];
        Assert.Equal(["3", "1", "·", "·"], cells.Select(cell => cell.Value));
        Assert.Equal(["--v:0.75", "--v:0.25", null, null], cells.Select(cell => (string?)cell.Attribute("style")));
        Assert.Equal(["number right", "number wrong", "number wrong", "number right"], cells.Select(cell => (string?)cell.Attribute("class")));
    }

    [Fact]
    public void Constructor_CountsOfAnotherSize_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new CountMatrix(null, "", ["a"], ["a"], new int[1, 2]));
        Assert.Throws<ArgumentException>(() => new CountMatrix(null, "", ["a"], ["a", "b"], new int[1, 2]));
    }
}
