using System.Globalization;
using System.Xml.Linq;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Reports;
using Xunit;

namespace MLNetDetection.Core.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Nasty = "<script>alert('x')</script> & \"quotes\" \0 \uD800 é 🍎";
    private const string NastyCleaned = "<script>alert('x')</script> & \"quotes\" \uFFFD \uFFFD é 🍎";

    [Fact]
    public void Write_NastyTextEverywhere_IsEscapedAndComesBack()
    {
        HtmlReport report = Full(Nasty);
        Assert.DoesNotContain("<script", report.Html());
        XElement page = report.Page();
        Assert.Equal(NastyCleaned, page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("td"), cell => cell.Value == NastyCleaned);
        Assert.Contains(page.Descendants("dd"), cell => cell.Value == NastyCleaned);
        Assert.Contains(page.Descendants("figcaption"), caption => caption.Value == NastyCleaned);
        Assert.Contains(page.Descendants("title"), title => title.Value == $"predicted: {NastyCleaned} 0.50");
        Assert.Contains(page.OfClass("label"), label => label.Value == "<script>alert('x')</scr… 0.50"); // cut, for want of room
        Assert.StartsWith(NastyCleaned, (string?)page.Descendants("img").Single().Attribute("alt"));
    }

    [Fact]
    public void Write_EveryPart_LoadsNothingFromElsewhere()
    {
        string html = Full("plain").Html();
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html);
        foreach (string forbidden in new[] { "http:", "https:", "//", "<script", "<link", "url(", "@import", "javascript:", " on" + "click" })
        {
            Assert.DoesNotContain(forbidden, html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(Full("plain").Page().Descendants().Attributes("src"), source => Assert.StartsWith("data:image/png;base64,", source.Value));
    }

    [Fact]
    public void Write_EveryPart_ClosesNoElementThatHtmlWouldLeaveOpen()
    {
        // In HTML only void elements and those of SVG may be written <x />.
        string[] mayBeShort = ["meta", "img", "path", "line", "rect", "circle"];
        string html = Full("plain").Html();
        foreach (string part in html.Split("/>")[..^1])
        {
            string element = part[(part.LastIndexOf('<') + 1)..].Split(' ', '\n')[0];
            Assert.Contains(element, mayBeShort);
        }
    }

    [Fact]
    public void Write_AnyText_IsWellFormed() => Properties.Hold<string?>(
        text => Full(text ?? "").Page().Descendants("body").Any(), tests: 50);

    [Fact]
    public void Write_Empty_IsAPageWithItsTitle()
    {
        XElement page = new HtmlReport("Nothing yet").AddFigures().AddPairs("none", []).Page();
        Assert.Equal("Nothing yet", page.Descendants("title").Single().Value);
        Assert.Equal("Nothing yet", page.Descendants("main").Single().Value.Trim());
    }

    [Fact]
    public void Write_Twice_GivesTheSameInEveryCulture()
    {
        string expected = Full("plain").Html();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, Full("plain").Html());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_Sections_StepHeadingsByOneLevel()
    {
        var table = new ReportTable("Classes", new TableColumn("Class"));
        Assert.Equal(["h1", "h2"], Headings(new HtmlReport("r").AddTable(table)));
        Assert.Equal(["h1", "h2", "h3"], Headings(new HtmlReport("r").AddSection("s").AddTable(table)));
    }

    [Fact]
    public void AddFigures_BlankValue_SaysNotMeasured()
    {
        XElement page = new HtmlReport("r").AddFigures(new ReportFigure("AP", " ")).Page();
        Assert.Equal("not measured", page.OfClass("value").Single().Value);
    }

    [Fact]
    public void Save_NewFolderThenAgain_ReplacesTheFileAndLeavesNoOther()
    {
        string folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        try
        {
            string path = Path.Combine(folder, "inner", "report.html");
            new HtmlReport("first é").Save(path);
            new HtmlReport("second é").Save(path);
            Assert.Equal(new HtmlReport("second é").Html(), File.ReadAllText(path));
            Assert.Equal((byte)'<', File.ReadAllBytes(path)[0]);
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Save_TargetIsAFolder_ThrowsAndLeavesNoFile()
    {
        string folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        string target = Path.Combine(folder, "report.html");
        Directory.CreateDirectory(target);
        try
        {
            Exception thrown = Assert.ThrowsAny<SystemException>(() => new HtmlReport("r").Save(target));
            Assert.True(thrown is IOException or UnauthorizedAccessException, thrown.ToString());
            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(0.91349, 3, "0.913")]
    [InlineData(-2, 0, "-2")]
    [InlineData(double.NaN, 3, "not measured")]
    [InlineData(double.PositiveInfinity, 3, "not measured")]
    public void Fixed_Value_IsText(double value, int decimals, string expected) =>
        Assert.Equal(expected, ReportNumber.Fixed(value, decimals));

    [Fact]
    public void Count_Thousands_AreSpaced() => Assert.Equal("12\u202F345\u202F678", ReportNumber.Count(12345678));

    private static string[] Headings(HtmlReport report) =>
        [.. report.Page().Descendants().Select(element => element.Name.LocalName).Where(name => name is "h1" or "h2" or "h3")];

    private static HtmlReport Full(string text)
    {
        string title = string.IsNullOrWhiteSpace(text) ? "report" : text;
        var box = new BoxXyxy(20, 30, 90, 80);
        var table = new ReportTable(text, new TableColumn(text), TableColumn.Number(text)) { Note = text }.AddRow(text, text);
        var chart = new LineChart(text, text, text, ChartSeries.FromValues(text, [3, 2.5, double.NaN, -1.5])) { Note = text, YFrom = 0 };
        var picture = new ReportPicture(ReportText.Png, 400, 300, text,
            ReportBox.Truth(new BoxXyxy(200, 200, 250, 250), text, 3), ReportBox.Prediction(box, text, 0.5f, 1));
        return new HtmlReport(title, text)
            .AddFigures(new ReportFigure(text, text, text))
            .AddSection(title)
            .AddChart(chart)
            .AddTable(table)
            .AddPictures(new PictureGrid(text, picture))
            .AddPairs(text, [new(text, text)])
            .AddNote(text);
    }
}
