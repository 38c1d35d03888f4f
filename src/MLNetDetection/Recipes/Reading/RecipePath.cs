using System.Globalization;

namespace MLNetDetection.Recipes.Reading;

/// <summary>JSON paths as messages and overrides write them: $.augmentation[1].minimumScale.</summary>
internal static class RecipePath
{
    public const string Root = "$";

    public static string Child(string path, object step) => step is int index
        ? string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")
        : $"{path}.{step}";

    /// <summary>The path above, or null above the root.</summary>
    public static string? Parent(string path)
    {
        int end = path.LastIndexOfAny(['.', '[']);
        return end < 0 ? null : path[..end];
    }

    public static bool IsBelow(string path, string above) =>
        path.Length > above.Length && path.StartsWith(above, StringComparison.Ordinal) && path[above.Length] is '.' or '[';

    /// <summary>Keys as text and indices as numbers; a leading "$." may be left out.</summary>
    /// <exception cref="FormatException">This is no path.</exception>
    public static IReadOnlyList<object> Steps(string path)
    {
        var steps = new List<object>();
        string text = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
        foreach (string part in text.Split('.'))
        {
            string[] pieces = part.Split('[');
            steps.Add(pieces[0].Length > 0 ? pieces[0] : throw Fault(path));
            foreach (string piece in pieces[1..])
            {
                steps.Add(piece.EndsWith(']') && int.TryParse(piece[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : throw Fault(path));
            }
        }

        return steps;
    }

    private static FormatException Fault(string path) => new($"'{path}' is no path such as training.epochs or augmentation[1].probability.");
}
