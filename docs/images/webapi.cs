#:package Microsoft.Playwright
#:property PublishAot=false
// The page of samples/WebApi with pictures on it, as docs/serving.md shows it:
// dotnet run docs/images/webapi.cs -- http://127.0.0.1:5080 WIDTH light|dark OUTPUT.jpg PICTURE...      (a server runs at that address; Debian's Chromium)
using Microsoft.Playwright;

int width = int.Parse(args[1]);
using IPlaywright playwright = await Playwright.CreateAsync();
await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
{
    ExecutablePath = "/usr/bin/chromium",
    Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server"],
});
IPage page = await browser.NewPageAsync(new()
{
    ViewportSize = new() { Width = width, Height = 900 },
    ColorScheme = args[2] == "dark" ? ColorScheme.Dark : ColorScheme.Light,
});
await page.GotoAsync(args[0]);
await page.Locator("#files").SetInputFilesAsync(args[4..]);
for (int i = 0; i < args.Length - 4; i++)
{
    await page.Locator("article.picture").Nth(i).Locator(".found li").First.WaitForAsync();
}

await page.ScreenshotAsync(new() { Path = args[3], Type = ScreenshotType.Jpeg, Quality = 80 });
