using System.Buffers;
using System.Text.RegularExpressions;

namespace MLNetDetection.Cli.Prediction;

/// <summary>Finds the pictures that a command line means.</summary>
internal static class ImageFiles
{
    private static readonly string[] _extensions = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    private static readonly SearchValues<char> _wild = SearchValues.Create("*?[");

    /// <summary>Each file once: those named, those in folders and below, those that patterns fit; in the order given, else by name.</summary>
    /// <param name="places">Files, folders, and patterns: *, ? and [a-z] within a name, ** for folders at any depth.</param>
    /// <exception cref="FileNotFoundException">A place names nothing.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> places) =>
        [.. places.SelectMany(Of).DistinctBy(Path.GetFullPath)];

    private static IEnumerable<string> Of(string place)
    {
        if (File.Exists(place))
        {
            return [place];
        }

        List<string> found = Directory.Exists(place) ? Below(place, _ => true)
            : place.AsSpan().IndexOfAny(_wild) >= 0 ? Fitting(place.Replace('\\', '/'))
            : throw new FileNotFoundException($"There is no file or folder '{place}'.");
        return found.Count > 0 ? found : throw new FileNotFoundException($"'{place}' holds no pictures ({string.Join(", ", _extensions)}).");
    }

    private static List<string> Below(string folder, Func<string, bool> wanted) =>
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(path => _extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && wanted(path))
            .Order(StringComparer.Ordinal),
    ];

    private static List<string> Fitting(string pattern)
    {
        int wild = pattern.AsSpan().IndexOfAny(_wild), slash = pattern.LastIndexOf('/', wild);
        string folder = slash < 0 ? "." : pattern[..(slash + 1)];
        if (!Directory.Exists(folder))
        {
            throw new FileNotFoundException($"There is no folder '{folder}'.");
        }

        string expression = Regex.Escape(pattern[(slash + 1)..]).Replace(@"\*\*/", "(.*/)?").Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]").Replace(@"\[", "[");
        var fits = new Regex($"^{expression}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return [.. Below(folder, path => fits.IsMatch(Path.GetRelativePath(folder, path).Replace('\\', '/'))).Select(path => slash < 0 ? Path.GetRelativePath(folder, path) : path)];
    }
}
