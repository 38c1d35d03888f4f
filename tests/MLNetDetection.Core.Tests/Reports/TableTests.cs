using System.Xml.Linq;
using MLNetDetection.Core.Reports;
using Xunit;

namespace MLNetDetection.Core.Tests.Reports;

public sealed class TableTests
{
    [Fact]
    public void AddTable_Rows_AlignNumbersAndDashWhatIsMissing()
    {
        var table = new ReportTable("Per class", new TableColumn("Class"), TableColumn.Number("AP"), TableColumn.Number("AP50"));
        XElement page = new HtmlReport("r").AddTable(table.AddRow("cat", "0.5", null).AddRow("dog")).Page();
        XElement[] cells = [.. page.Descendants("tbody").Single().Descendants().Where(cell => cell.Name != "tr")];
        Assert.Equal(["cat", "0.5", "–", "dog", "–", "–"], cells.Select(cell => cell.Value));
        Assert.Equal([null, "number", "number"], cells.Take(3).Select(cell => (string?)cell.Attribute("class")));
        Assert.Equal("row", (string?)cells[0].Attribute("scope"));
        Assert.Equal("scroll", (string?)page.Descendants("table").Single().Parent?.Attribute("class"));
    }

    [Fact]
    public void AddTable_NoRows_SaysSo()
    {
        XElement page = new HtmlReport("r").AddTable(new ReportTable(null, new TableColumn("a"), new TableColumn("b"))).Page();
        XElement cell = page.Descendants("td").Single();
        Assert.Equal("No rows.", cell.Value);
        Assert.Equal("2", (string?)cell.Attribute("colspan"));
    }

    [Fact]
    public void AddRow_TooManyCells_Throws()
    {
        var table = new ReportTable(null, new TableColumn("a"));
        Assert.Throws<ArgumentException>(() => table.AddRow("1", "2"));
        Assert.Empty(table.Rows);
    }

    [Fact]
    public void Constructor_NoColumns_Throws() => Assert.Throws<ArgumentException>(() => new ReportTable("t"));
}
