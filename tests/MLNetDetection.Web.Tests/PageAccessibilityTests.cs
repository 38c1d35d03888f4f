using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Web.Tests;

/// <summary>The page for everybody: axe-core's rules, on a desktop and on a phone, in light and in dark.</summary>
[Collection(ModelCollection.Name)]
public sealed class PageAccessibilityTests(TrainedModel model, BrowserFixture browser) : IClassFixture<BrowserFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_WithResultsAndAnError_BreaksNoSeriousRule(int width, ColorScheme scheme)
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path);
        await using VisitedPage page = await browser.OpenAsync(server, width, 844, scheme);
        string text = _folder.File("notes.jpg");
        File.WriteAllText(text, "not a picture");
        await page.ChooseAsync(text, model.Pictures[0].ImagePath, model.Pictures[1].ImagePath);
        await page.ErrorAsync();
        await page.FoundAsync(1);
        await page.FoundAsync(2);

        AxeResult result = await page.Page.RunAxe();

        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations
            .Where(rule => rule.Impact is "serious" or "critical")
            .Select(rule => $"{rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Select(node => node.Html))}"));
        Assert.True(
            await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"At {width} pixels the page scrolls sideways.");
    }
}
