using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MLNetDetection.TestKit;

/// <summary>Headless Chromium, as what it prints and what its network log holds.</summary>
internal static partial class Browser
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>What happened to a page.</summary>
    /// <param name="Dom">The document once loaded, as markup.</param>
    /// <param name="Console">What the page or its scripts complained of.</param>
    /// <param name="Requests">Addresses that the page, not the browser for itself, asked the network for.</param>
    public sealed record Visit(string Dom, string[] Console, string[] Requests);

    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => _names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public static Visit Open(string page)
    {
        string folder = Directory.CreateTempSubdirectory("mldetect-browser-").FullName;
        try
        {
            return Open(page, folder);
        }
        finally
        {
            Delete(folder);
        }
    }

    private static Visit Open(string page, string folder)
    {
        string log = Path.Combine(folder, "network.json");
        ProcessStartInfo start = new(Find()!,
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={Path.Combine(folder, "profile")}", "--enable-logging=stderr",
            $"--log-net-log={log}", "--window-size=390,844", "--dump-dom", new Uri(page).AbsoluteUri,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> dom = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("Chromium did not end within 5 minutes.");
        }

        return new Visit(dom.Result, [.. errors.Result.Split('\n').Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal))], Requests(File.ReadAllText(log)));
    }

    // A helper process of the browser may write for a moment longer.
    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    // The browser's own errands have no origin; those of a page have one, which for a file is "null".
    private static string[] Requests(string log) =>
        [.. log.Split("\"params\":").Where(entry => Initiator().IsMatch(entry)).Select(entry => Address().Match(entry).Groups[1].Value).Distinct()];

    [GeneratedRegex("^\\s*\\{[^{}]*\"initiator\":\"(?!not an origin)")]
    private static partial Regex Initiator();

    [GeneratedRegex("\"url\":\"([^\"]*)\"")]
    private static partial Regex Address();
}
