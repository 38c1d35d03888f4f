using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Web.Tests;

/// <summary>The sample's page as a person meets it.</summary>
internal sealed partial class VisitedPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];
    private readonly string _address;

    public VisitedPage(IPage page, string address)
    {
        (Page, _address) = (page, address);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // Chromium's advice to ColourAtAsync, not to the page.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Canvas2D: Multiple readback", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        page.Request += (_, request) => _requests.Add($"{request.Method} {request.Url}");
    }

    public IPage Page { get; }

    public ILocator Pictures => Page.Locator("article.picture");

    public int Posts => _requests.Count(request => request.StartsWith("POST ", StringComparison.Ordinal));

    public Task ChooseAsync(params string[] files) => Page.Locator("#files").SetInputFilesAsync(files);

    /// <summary>The entries of a picture's list, once they are there: label, score in percent, box.</summary>
    public async Task<IReadOnlyList<(string Label, int Percent, BoxXyxy Box)>> FoundAsync(int picture = 0)
    {
        ILocator entries = Pictures.Nth(picture).Locator(".found li");
        await entries.First.WaitForAsync();
        return [.. (await entries.AllInnerTextsAsync()).Select(Parse)];
    }

    /// <summary>The colour of a picture's canvas at a point of the picture, 0xRRGGBB.</summary>
    public async Task<int> ColourAtAsync(int picture, float x, float y, int pictureWidth) =>
        await Pictures.Nth(picture).Locator("canvas").EvaluateAsync<int>(
            "(canvas, p) => { const s = canvas.width / p[2]; const c = canvas.getContext('2d').getImageData(Math.round(p[0] * s), Math.round(p[1] * s), 1, 1).data; return c[0] << 16 | c[1] << 8 | c[2]; }",
            new double[] { x, y, pictureWidth });

    /// <summary>What a picture's card says went wrong, once it says so.</summary>
    public async Task<string> ErrorAsync(int picture = 0)
    {
        ILocator error = Pictures.Nth(picture).Locator(".error p");
        await error.WaitForAsync();
        return await error.InnerTextAsync();
    }

    /// <summary>Nothing went wrong in the page, and it asked for nothing elsewhere.</summary>
    /// <param name="answersMayFail">Chromium itself writes a line for each answer that is an error; the page cannot keep it from that.</param>
    public void AssertClean(bool answersMayFail = false)
    {
        Assert.DoesNotContain(_complaints, text => !answersMayFail || !text.StartsWith("Failed to load resource", StringComparison.Ordinal));
        Assert.All(_requests, request => Assert.Matches($"^[A-Z]+ ({Regex.Escape(_address)}|blob:|data:)", request));
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private static (string, int, BoxXyxy) Parse(string entry)
    {
        Match match = Entry().Match(entry.ReplaceLineEndings(" "));
        Assert.True(match.Success, entry);
        int[] numbers = [.. Enumerable.Range(2, 5).Select(group => int.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))];
        return (match.Groups[1].Value, numbers[0], new BoxXyxy(numbers[3], numbers[4], numbers[3] + numbers[1], numbers[4] + numbers[2]));
    }

    [GeneratedRegex(@"^\s*(\S+)\s+(\d+) %\s+(\d+) × (\d+) px at (\d+), (\d+)\s*$")]
    private static partial Regex Entry();
}
