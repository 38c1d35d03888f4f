namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Paths as annotation files write them: of any system, as file URIs, with somebody's own folders in front.</summary>
internal static class PathText
{
    /// <summary>The ways to understand a written path, the plainest first.</summary>
    public static IEnumerable<string> Variants(string written)
    {
        string clean = Clean(written);
        yield return clean;
        if (clean.Contains('%'))
        {
            yield return Uri.UnescapeDataString(clean);
        }
    }

    /// <summary>Without a file URI's scheme, separators as "/".</summary>
    public static string Clean(string written)
    {
        string text = written.Trim().Replace('\\', '/');
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            text = text["file:".Length..];
            text = text.StartsWith("///", StringComparison.Ordinal) ? text[2..] : text;
        }

        int query = text.IndexOf('?', StringComparison.Ordinal);
        return query >= 0 ? text[..query] : text;
    }

    /// <summary>The names in a path, without "." and without what stands before a "..".</summary>
    public static string[] Parts(string path)
    {
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];
        int up = Array.LastIndexOf(parts, "..");
        return parts[(up + 1)..];
    }

    /// <summary>How many names at the end of <paramref name="path"/> are those of <paramref name="parts"/>.</summary>
    public static int CommonEnding(string path, string[] parts)
    {
        string[] own = path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        int same = 0;
        while (same < own.Length && same < parts.Length && own[^(same + 1)] == parts[^(same + 1)])
        {
            same++;
        }

        return same;
    }
}
