namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Class names, and the parts with the folders or lists of their images.</summary>
/// <param name="Source">The file; null where folders alone speak.</param>
/// <param name="Names">In the order of ids; null where none are given.</param>
/// <param name="Parts">Part and path as written.</param>
internal sealed record YoloConfiguration(string? Source, IReadOnlyList<string>? Names, IReadOnlyList<(string Split, string Path)> Parts)
{
    private static readonly string[] _partKeys = ["train", "val", "valid", "test"];

    /// <summary>data.yaml as Ultralytics' tools and Roboflow write it.</summary>
    public static YoloConfiguration? OfYaml(ReadingContext context, string path)
    {
        Dictionary<string, YamlValue> keys = MiniYaml.Read(context, path);
        if (!keys.ContainsKey("names") && !keys.ContainsKey("nc"))
        {
            return null;
        }

        string[]? names = keys.TryGetValue("names", out YamlValue? value) ? value.InOrder(path) : null;
        string folder = keys.TryGetValue("path", out YamlValue? root) && root.Items.Count == 1 ? root.Items[0].Value : "";
        return new YoloConfiguration(path, names, [.. PartsOf(keys, folder)]);
    }

    /// <summary>darknet's obj.data.</summary>
    public static YoloConfiguration? OfData(ReadingContext context, string path)
    {
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        foreach (var (_, text) in context.Lines(path))
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                keys[text[..at].Trim()] = text[(at + 1)..].Trim();
            }
        }

        if (!keys.TryGetValue("names", out string? written))
        {
            return null;
        }

        string file = context.Folder.FindEntry(written, Path.GetDirectoryName(path)!, context.Folder.FileExists)
            ?? throw new InvalidDataException($"{path}: the file of names, {written}, is missing.");
        string[] names = [.. context.Lines(file).Select(line => line.Text.Trim()).Where(name => name.Length > 0)];
        return new YoloConfiguration(path, names, [.. _partKeys.Where(keys.ContainsKey).Select(key => (SplitOf(key), keys[key]))]);
    }

    private static IEnumerable<(string Split, string Path)> PartsOf(Dictionary<string, YamlValue> keys, string folder)
    {
        foreach (string key in _partKeys)
        {
            foreach (var (_, written) in keys.TryGetValue(key, out YamlValue? value) ? value.Items : [])
            {
                if (written.Length > 0)
                {
                    yield return (SplitOf(key), folder.Length > 0 && folder != "." ? $"{folder}/{written}" : written);
                }
            }
        }
    }

    private static string SplitOf(string key) => key == "valid" ? "val" : key;
}
