using System.Net;
using Microsoft.Playwright;
using MLNetDetection.Tests.TestData;
using static Microsoft.Playwright.Assertions;

namespace MLNetDetection.Web.Tests;

/// <summary>The page in a browser: what it says when something is wrong.</summary>
[Collection(ModelCollection.Name)]
public sealed class PageErrorTests(TrainedModel model, BrowserFixture browser) : IClassFixture<BrowserFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserFact]
    public async Task Page_TextFileCalledJpg_SaysThatItIsNoPicture()
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path);
        await using VisitedPage page = await browser.OpenAsync(server);
        string text = _folder.File("notes.jpg");
        File.WriteAllText(text, "not a picture");

        await page.ChooseAsync(text, model.Pictures[0].ImagePath);

        Assert.Contains("notes.jpg: is none of JPEG", await page.ErrorAsync());
        await Expect(page.Pictures.First.Locator(".retry")).ToBeHiddenAsync();
        Assert.NotEmpty(await page.FoundAsync(1));
        await Expect(page.Page.Locator("#announce")).ToContainTextAsync("notes.jpg");
        page.AssertClean(answersMayFail: true);
    }

    [BrowserFact]
    public async Task Page_FileOf200Megabytes_IsRefusedBeforeAndByTheServer()
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path);
        await using VisitedPage page = await browser.OpenAsync(server);
        await Expect(page.Page.Locator("#model")).ToContainTextAsync("version");
        string large = _folder.File("large.jpg");
        using (FileStream file = File.Create(large))
        {
            file.SetLength(200_000_000);
        }

        await page.ChooseAsync(large);

        Assert.Contains("large.jpg is too large: 200 MB, and the server takes at most 15 MB", await page.ErrorAsync());
        Assert.Equal(0, page.Posts);
        page.AssertClean();

        // A page that does not know the limit, as of an older server, learns it from the answer.
        await page.Page.EvaluateAsync("server.limits = null");
        await page.ChooseAsync(large);
        Assert.Matches("The request is larger than 30 MB|The connection broke", await page.ErrorAsync(1));
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(File.ReadAllBytes(model.Pictures[0].ImagePath))).StatusCode);
    }

    [BrowserFact]
    public async Task Page_ServerThatStops_SaysSoAndTriesAgainWhenAsked()
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path);
        await using VisitedPage page = await browser.OpenAsync(server);
        await Expect(page.Page.Locator("#model")).ToContainTextAsync("version");
        await server.StopAsync();

        await page.ChooseAsync(model.Pictures[0].ImagePath);

        Assert.Contains("The server does not answer", await page.ErrorAsync());
        await Expect(page.Page.Locator("#model")).ToHaveTextAsync("Server gone");
        await Expect(page.Pictures.Locator(".retry")).ToBeVisibleAsync();
        page.AssertClean(answersMayFail: true);
    }

    [BrowserFact]
    public async Task Page_BusyServer_WaitsForItsTurn()
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path, "Concurrency=1", "QueueLength=0");
        await using VisitedPage page = await browser.OpenAsync(server);
        using var body = new StallingContent();
        Task<HttpResponseMessage> upload = server.Client.PostAsync("/api/detect", body);
        await body.Started;

        await page.ChooseAsync(model.Pictures[0].ImagePath);

        await Expect(page.Pictures.Locator(".state-text")).ToContainTextAsync("The server is busy");
        body.Release();
        await upload;
        Assert.NotEmpty(await page.FoundAsync());
        page.AssertClean(answersMayFail: true);
    }

    [BrowserFact]
    public async Task Page_WithoutAModel_SaysHowToGetOne()
    {
        await using RunningServer server = await RunningServer.StartAsync(_folder.File("none.zip"));
        await using VisitedPage page = await browser.OpenAsync(server);

        await Expect(page.Page.Locator("#notice")).ToContainTextAsync("./build.sh demo");
        await Expect(page.Page.Locator("#model")).ToHaveTextAsync("No model");
        page.AssertClean();
    }
}
