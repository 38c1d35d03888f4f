namespace MLNetDetection.Core.Reports.Markup;

/// <summary>The page around the blocks.</summary>
internal static class ReportPage
{
    public static void Write(MarkupWriter markup, HtmlReport report, IReadOnlyList<IReportBlock> blocks)
    {
        markup.Open("html").Attribute("lang", "en").Line();
        WriteHead(markup, report.Title);
        markup.Open("body").Open("main").Line();
        markup.Open("header").Element("h1", report.Title);
        if (!string.IsNullOrWhiteSpace(report.Subtitle))
        {
            markup.Element("p", report.Subtitle);
        }

        markup.Close().Line();
        foreach (IReportBlock block in blocks)
        {
            block.Write(markup);
            markup.Line();
        }

        markup.Close().Close().Line().Close();
    }

    private static void WriteHead(MarkupWriter markup, string title)
    {
        markup.Open("head").Line();
        markup.Open("meta").Attribute("charset", "utf-8").Close().Line();

        // The page says itself that it loads nothing, so that a browser holds it to that.
        markup.Open("meta").Attribute("http-equiv", "Content-Security-Policy")
            .Attribute("content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'").Close().Line();
        markup.Open("meta").Attribute("name", "viewport").Attribute("content", "width=device-width, initial-scale=1").Close().Line();
        markup.Open("meta").Attribute("name", "color-scheme").Attribute("content", "light dark").Close().Line();
        markup.Element("title", title).Line();
        markup.Element("style", StyleSheet.Css).Line();
        markup.Close().Line();
    }
}
