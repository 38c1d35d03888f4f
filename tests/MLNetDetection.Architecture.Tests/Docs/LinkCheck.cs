using System.Text.RegularExpressions;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>Whether what the pages point to is in the repository. Other sites are not asked.</summary>
internal static partial class LinkCheck
{
    /// <summary>Links and images that lead nowhere, each with page, line and reason.</summary>
    /// <param name="pages">Of the repository.</param>
    /// <param name="exists">Whether a path relative to the root is there, as a file or folder, with the same case.</param>
    public static IEnumerable<string> Violations(IReadOnlyList<MarkdownPage> pages, Func<string, bool> exists)
    {
        Dictionary<string, MarkdownPage> byPath = pages.ToDictionary(page => page.Path);
        return pages.SelectMany(page => page.Links.Select(link => (page, link, fault: Fault(page, link.Target, byPath, exists))))
            .Where(found => found.fault is not null)
            .Select(found => $"{found.page.Path}:{found.link.Line}: {found.link.Target}: {found.fault}");
    }

    /// <summary>Places of any text that name a file of docs/ which is not there.</summary>
    public static IEnumerable<string> MissingMentions(IEnumerable<SourceFile> files, Func<string, bool> exists) =>
        files.SelectMany(file => file.Where(line => DocsPath().Matches(line).Any(match => !exists(match.Value))));

    private static string? Fault(MarkdownPage page, string target, Dictionary<string, MarkdownPage> pages, Func<string, bool> exists)
    {
        if (Scheme().IsMatch(target))
        {
            return Uri.TryCreate(target, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "mailto" ? null : "no address";
        }

        string[] parts = target.Split('#', 2);
        string? path = parts[0].Length == 0 ? page.Path : Resolve(page.Path, Uri.UnescapeDataString(parts[0]));
        if (path is null || !exists(path))
        {
            return path is null ? "leads out of the repository" : $"there is no {path}";
        }

        return parts.Length == 1 || !pages.TryGetValue(path, out MarkdownPage? aim) || aim.Anchors.Contains(parts[1])
            ? null : $"{path} has no heading #{parts[1]}";
    }

    private static string? Resolve(string page, string target)
    {
        var folders = new List<string>(target.StartsWith('/') ? [] : page.Split('/')[..^1]);
        foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && folders.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                folders.RemoveAt(folders.Count - 1);
            }
            else if (part != ".")
            {
                folders.Add(part);
            }
        }

        return string.Join('/', folders);
    }

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?<![\w/.])docs/[\w/-]+\.(?:md|svg|jpg|png|sh|py|cs)\b")]
    private static partial Regex DocsPath();
}
