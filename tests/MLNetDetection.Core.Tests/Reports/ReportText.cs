using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Tests.Reports;

/// <summary>A report's page as text and as XML.</summary>
internal static class ReportText
{
    /// <summary>The first bytes of a PNG: all a report looks at.</summary>
    public static byte[] Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    public static string Html(this HtmlReport report)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        report.Write(writer);
        return writer.ToString();
    }

    public static XElement Page(this HtmlReport report)
    {
        using var reader = XmlReader.Create(
            new StringReader(report.Html()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    public static IEnumerable<XElement> OfClass(this XElement element, string cssClass) =>
        element.Descendants().Where(inner => ((string?)inner.Attribute("class") ?? "").Split(' ').Contains(cssClass));

    public static XElement Chart(params IEnumerable<ChartSeries> series) =>
        new HtmlReport("r").AddChart(new LineChart("Loss", "epoch", "loss", series)).Page().OfClass("plot").Single();

    public static string[] Ticks(this XElement chart, string axis) =>
        [.. chart.OfClass(axis).Where(text => text.Name == "text").Select(text => text.Value)];

    public static double Number(this XElement element, string attribute) =>
        double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);
}
