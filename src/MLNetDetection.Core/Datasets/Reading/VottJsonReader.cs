using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>VoTT's JSON: exports, projects with their -asset.json files, or those files alone.</summary>
internal sealed class VottJsonReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.VottJson;

    public override string Looks => "a VoTT export or .vott project with \"assets\", or -asset.json files with \"asset\" and \"regions\"";

    public override string? Recognise(ReadingContext context)
    {
        var (sets, assets) = Files(context);
        return sets.Length > 0 ? $"{Path.GetRelativePath(context.Folder.Root, sets[0])} with assets"
            : assets.Length > 0 ? $"{assets.Length} VoTT asset files" : null;
    }

    public override SourceSet Read(ReadingContext context)
    {
        SourceSet set = new() { Folder = context.Folder.Root, Format = Format, Faults = context.Faults };
        List<string> classes = [];
        HashSet<string> seen = [];
        var (sets, assets) = Files(context);
        foreach (string path in assets)
        {
            context.Try(path, () =>
            {
                using JsonDocument document = JsonSettings.Load(context, path);
                AddAsset(context, path, document.RootElement, 1, null, set, seen);
            });
        }

        foreach (string path in sets)
        {
            context.Try(path, () => ReadSet(context, path, set, classes, seen));
        }

        set.ClassNames = classes.Count > 0 ? classes : context.ClassFile();
        return set;
    }

    private static (string[] Sets, string[] Assets) Files(ReadingContext context)
    {
        string[] sets = [], assets = [];
        foreach (IGrouping<JsonKind, string> group in context.Candidates(3, ".json", ".vott").GroupBy(path => context.KindOf(path)))
        {
            sets = group.Key == JsonKind.VottSet ? [.. group] : sets;
            assets = group.Key == JsonKind.VottAsset ? [.. group] : assets;
        }

        return (sets, assets);
    }

    private static void ReadSet(ReadingContext context, string path, SourceSet set, List<string> classes, HashSet<string> seen)
    {
        using JsonDocument document = JsonSettings.Load(context, path);
        foreach (JsonElement tag in document.RootElement.Items("tags", path))
        {
            string name = tag.Text("name", $"{path}: a tag").Trim();
            if (!classes.Contains(name))
            {
                classes.Add(name);
            }
        }

        JsonElement assets = document.RootElement.Required("assets", path);
        if (assets.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            throw new InvalidDataException($"{path}: \"assets\" is {assets.ValueKind}, not an object.");
        }

        string? split = SplitName.Of(Path.GetFileNameWithoutExtension(path)) ?? SplitName.OfFolders(context.Folder.Root, path);
        int record = 0;
        foreach (JsonElement asset in assets.ValueKind == JsonValueKind.Array ? assets.EnumerateArray() : assets.EnumerateObject().Select(entry => entry.Value))
        {
            AddAsset(context, path, asset, ++record, split, set, seen);
        }
    }

    private static void AddAsset(ReadingContext context, string path, JsonElement entry, int record, string? split, SourceSet set, HashSet<string> seen)
    {
        string place = $"{path}: asset {record}";

        // A .vott project lists its assets without regions, which are in files of their own.
        JsonElement asset = entry.Optional("asset") ?? entry;
        string written = asset.OptionalText("path", place) ?? asset.Text("name", place);
        string name = asset.OptionalText("name", place) ?? written;
        if (entry.Optional("regions") is null && entry.Optional("asset") is null && (seen.Contains(name) || path.EndsWith(".vott", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        string folder = Path.GetDirectoryName(path)!;
        string? known = written != name && context.Folder.FindImage(written, folder) is null ? name : written;
        seen.Add(name);
        if (context.Image(known, path, record, folder) is not { } found)
        {
            return;
        }

        JsonElement size = asset.Optional("size") ?? default;
        SourceImage image = new()
        {
            Path = found.Path,
            Exists = found.Exists,
            Width = size.Size("width", place),
            Height = size.Size("height", place),
            File = path,
            Line = record,
            Split = split,
        };
        int index = 0;
        foreach (JsonElement region in entry.Items("regions", place))
        {
            AddRegion(context, region, $"{place}, region {index++}", path, record, image);
        }

        set.Images.Add(image);
    }

    private static void AddRegion(ReadingContext context, JsonElement region, string place, string path, int record, SourceImage image)
    {
        JsonElement box = region.Required("boundingBox", place);
        double left = box.Number("left", place), top = box.Number("top", place);
        double right = left + box.Number("width", place), bottom = top + box.Number("height", place);
        JsonElement[] tags = [.. region.Items("tags", place)];
        if (tags.Length == 0)
        {
            context.Faults.Add(new DatasetFinding(DatasetFindingKind.BoxSkipped, path, record, $"{place[(path.Length + 2)..]} has no tag and was left out"));
        }

        // A region of several tags is an object of each.
        foreach (JsonElement tag in tags)
        {
            string name = tag.ValueKind == JsonValueKind.String ? JsonFields.TextOf(tag, "tags", place).Trim() : "";
            if (name.Length == 0)
            {
                throw new InvalidDataException($"{place} has a tag without a name.");
            }

            image.Objects.Add(new SourceObject(name, left, top, right, bottom, record));
        }
    }
}
