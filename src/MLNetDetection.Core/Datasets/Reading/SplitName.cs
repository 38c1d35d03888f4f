using System.Text.RegularExpressions;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>The part of a set that a file or folder name speaks of.</summary>
internal static partial class SplitName
{
    /// <summary>train, val, test or trainval; null where the name says none of them.</summary>
    public static string? Of(string name) => Words().Match(name) is { Success: true } match
        ? match.Groups[1].Value.ToLowerInvariant() switch
        {
            "training" => "train",
            "valid" or "validation" => "val",
            "testing" => "test",
            var word => word,
        }
        : null;

    /// <summary>The part that the nearest folder below <paramref name="root"/> on the way to a file speaks of.</summary>
    public static string? OfFolders(string root, string file)
    {
        string relative = Path.GetRelativePath(root, Path.GetDirectoryName(file) ?? root);
        return relative.Split(Path.DirectorySeparatorChar).Reverse().Select(Of).FirstOrDefault(split => split is not null);
    }

    [GeneratedRegex("(?:^|[^a-z])(trainval|training|train|validation|valid|val|testing|test)(?=$|[^a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
