using Microsoft.Playwright;

namespace MLNetDetection.Web.Tests;

/// <summary>The machine's own Chromium under Playwright, whose driver comes with its package; nothing is started where there is none.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (TestKit.Browser.Find() is { } executable)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = executable,
                Timeout = 120_000,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--no-proxy-server",
                ],
            });
        }
    }

    /// <summary>A page of a browser that remembers nothing, with ears for what goes wrong in it.</summary>
    internal async Task<VisitedPage> OpenAsync(RunningServer server, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            DeviceScaleFactor = width < 500 ? 3 : 1,
            HasTouch = width < 500,
        });
        context.SetDefaultTimeout(60_000);
        var page = new VisitedPage(await context.NewPageAsync(), server.Address);
        await page.Page.GotoAsync(server.Address);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
