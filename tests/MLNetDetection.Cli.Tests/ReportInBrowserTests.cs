using System.Text.RegularExpressions;

namespace MLNetDetection.Cli.Tests;

/// <summary>The HTML report as a browser meets it: nothing loaded from elsewhere, no script error.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Report_Markup_RefersToNothingElsewhere()
    {
        string html = File.ReadAllText(WriteReport());
        foreach (string forbidden in new[] { "http:", "https:", "//", "<script", "<link", "<iframe", "url(", "@import", "javascript:" })
        {
            Assert.DoesNotContain(forbidden, html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"").AsEnumerable(), match => Assert.StartsWith("data:image/", match.Groups[1].Value));
        Assert.DoesNotMatch(" on[a-z]+=\"", html);
    }

    [BrowserFact]
    public void Report_InChromium_AsksForNothingAndComplainsOfNothing()
    {
        Browser.Visit visit = Browser.Open(WriteReport());
        Assert.Contains("Confusion matrix", visit.Dom);
        Assert.Empty(visit.Console);
        Assert.Empty(visit.Requests);
    }

    [BrowserFact]
    public void APageThatDoesBoth_InChromium_IsFoundOut()
    {
        string page = _files.Write("bad.html", "<!DOCTYPE html><img src='http://127.0.0.1:9/x.png'><script>noSuchFunction();</script>");
        Browser.Visit visit = Browser.Open(page);
        Assert.Contains("noSuchFunction", Assert.Single(visit.Console));
        Assert.Equal(["http://127.0.0.1:9/x.png"], visit.Requests);
    }

    private string WriteReport()
    {
        string path = _files["report.html"];
        Assert.Equal(0, ToolRun.Run(_files.Evaluate("--report", path)).Code);
        return path;
    }
}
