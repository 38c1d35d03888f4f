using Microsoft.Playwright;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Tests.TestData;
using static Microsoft.Playwright.Assertions;

namespace MLNetDetection.Web.Tests;

/// <summary>The page in a browser: what it shows of pictures.</summary>
[Collection(ModelCollection.Name)]
public sealed class PageTests(TrainedModel model, BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private static readonly int[] _palette = [0xFFD34D, 0x4DD0FF];
    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(model.Path);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [BrowserFact]
    public async Task Page_OnePicture_DrawsItsBoxAtItsPixels()
    {
        await using VisitedPage page = await browser.OpenAsync(_server);
        BlockPictures.Row row = model.Pictures[0];

        await page.ChooseAsync(row.ImagePath);

        (string label, int percent, BoxXyxy box) = (await page.FoundAsync())[0];
        Assert.Equal(row.Label[0], label);
        Assert.InRange(percent, 30, 100);
        Assert.InRange(box.IntersectionOverUnion(Blocks.TruthOf(row)), Blocks.LeastIou, 1f);
        await AssertDrawnAsync(page, 0, box);
        await Expect(page.Page.Locator("#announce")).ToContainTextAsync($"1 {label}");
        page.AssertClean();
    }

    [BrowserFact]
    public async Task Page_Slider_HidesBoxesWithoutAskingAgain()
    {
        await using VisitedPage page = await browser.OpenAsync(_server);
        await page.ChooseAsync(model.Pictures[0].ImagePath);
        await page.FoundAsync();
        ILocator slider = page.Page.GetByLabel("Score at least");
        await slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        int best = (await page.FoundAsync())[0].Percent;
        await page.Page.Keyboard.PressAsync("End");

        await Expect(page.Page.Locator("#threshold-value")).ToHaveTextAsync("100 %");
        await Expect(page.Pictures.Locator(".found li")).ToHaveCountAsync(0);
        await Expect(page.Page.Locator("#shown")).ToHaveTextAsync("no objects in 1 picture");
        Assert.InRange(best, 30, 99);
        Assert.Equal(1, page.Posts);
        page.AssertClean();
    }

    [BrowserFact]
    public async Task Page_TwoPicturesAndTheClassFilter_ShowEachItsOwn()
    {
        await using VisitedPage page = await browser.OpenAsync(_server);
        BlockPictures.Row[] rows = [model.Pictures[0], model.Pictures[1]];

        await page.ChooseAsync([.. rows.Select(row => row.ImagePath)]);

        for (int i = 0; i < 2; i++)
        {
            (string label, _, BoxXyxy box) = (await page.FoundAsync(i))[0];
            Assert.Equal(rows[i].Label[0], label);
            Assert.InRange(box.IntersectionOverUnion(Blocks.TruthOf(rows[i])), Blocks.LeastIou, 1f);
            await AssertDrawnAsync(page, i, box);
        }

        await page.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^red") }).UncheckAsync();
        await Expect(page.Page.Locator(".found li strong", new() { HasTextString = "red" })).ToHaveCountAsync(0);
        await Expect(page.Page.Locator(".found li strong", new() { HasTextString = "blue" })).Not.ToHaveCountAsync(0);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator(".found li strong", new() { HasTextString = "red" })).Not.ToHaveCountAsync(0);
        Assert.Equal(2, page.Posts);
        page.AssertClean();
    }

    [BrowserFact]
    public async Task Page_PictureWithExifOrientation_ShowsTheBoxOnTheUprightPicture()
    {
        await using VisitedPage page = await browser.OpenAsync(_server);
        (byte[] jpeg, BoxXyxy truth) = Blocks.Turned(_folder, 6);
        string path = _folder.File("phone.jpg");
        File.WriteAllBytes(path, jpeg);

        await page.ChooseAsync(path);

        (_, _, BoxXyxy box) = (await page.FoundAsync())[0];
        Assert.InRange(box.IntersectionOverUnion(truth), Blocks.LeastIou, 1f);
        await AssertDrawnAsync(page, 0, box);
        // The middle of the box is the block's red: the browser turned the picture as the server did.
        int middle = await page.ColourAtAsync(0, (truth.X1 + truth.X2) / 2, (truth.Y1 + truth.Y2) / 2, BlockPictures.Width);
        Assert.True(middle >> 16 > 150 && (middle & 0xFF) < 100, $"{middle:X6}");
    }

    [BrowserFact]
    public async Task Page_PastedAndDroppedPictures_AreTaken()
    {
        await using VisitedPage page = await browser.OpenAsync(_server);
        const string script = """
            ([kind, base64]) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], kind + ".png", { type: "image/png" }));
              document.body.dispatchEvent(kind === "paste"
                ? new ClipboardEvent(kind, { clipboardData: data, bubbles: true }) : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """;

        foreach (string kind in new[] { "paste", "drop" })
        {
            await page.Page.EvaluateAsync(script, new[] { kind, Convert.ToBase64String(File.ReadAllBytes(model.Pictures[0].ImagePath)) });
        }

        Assert.NotEmpty(await page.FoundAsync(0));
        Assert.NotEmpty(await page.FoundAsync(1));
        await Expect(page.Pictures.Nth(1).Locator("h2")).ToHaveTextAsync("drop.png");
        page.AssertClean();
    }

    [BrowserFact]
    public async Task Page_ByKeyboard_IsOperable()
    {
        await using VisitedPage page = await browser.OpenAsync(_server);
        await page.ChooseAsync(model.Pictures[0].ImagePath, model.Pictures[1].ImagePath);
        await page.FoundAsync(0);
        await page.FoundAsync(1);

        var order = new List<string>();
        await page.Page.Locator("#files").FocusAsync();
        for (int i = 0; i < 30 && !order.Contains("remove"); i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            order.Add(await page.Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.value || document.activeElement.className.split(' ').pop()"));
        }

        Assert.Equal(["threshold", "red", "blue", "all-classes", "no-classes", "remove"], order.Order(Comparer<string>.Create((a, b) => Rank(a) - Rank(b))));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Pictures).ToHaveCountAsync(1);
        Assert.Equal("remove", await page.Page.EvaluateAsync<string>("document.activeElement.className.split(' ').pop()"));
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("files", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        await Expect(page.Page.Locator("#controls")).ToBeHiddenAsync();
        page.AssertClean();
    }

    // The model's classes are in the order in which the training saw them.
    private static int Rank(string name) => Array.IndexOf(["threshold", "red", "blue", "all-classes", "no-classes", "remove"], name);

    // The middle of each side of the box has the class's colour, or the dark line's under it where scaling falls between pixels.
    private static async Task AssertDrawnAsync(VisitedPage page, int picture, BoxXyxy box)
    {
        float x = (box.X1 + box.X2) / 2, y = (box.Y1 + box.Y2) / 2;
        (float, float)[] points = [(box.X1, y), (box.X2, y), (x, box.Y2)];
        foreach ((float px, float py) in points)
        {
            int drawn = 0;
            for (float d = -0.75f; d <= 0.75f && drawn == 0; d += 0.25f)
            {
                bool isSide = py == y;
                int colour = await page.ColourAtAsync(picture, isSide ? px + d : px, isSide ? py : py + d, BlockPictures.Width);
                drawn = _palette.FirstOrDefault(known => Distance(known, colour) < 40);
            }

            Assert.True(drawn != 0 || px >= BlockPictures.Width - 1 || py >= BlockPictures.Height - 1, $"No line at {px}, {py}.");
        }
    }

    private static int Distance(int a, int b) => new[] { 16, 8, 0 }.Max(shift => Math.Abs(((a >> shift) & 0xFF) - ((b >> shift) & 0xFF)));
}
