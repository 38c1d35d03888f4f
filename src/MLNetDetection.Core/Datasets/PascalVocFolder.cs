using MLNetDetection.Core.Datasets.Reading;

namespace MLNetDetection.Core.Datasets;

/// <summary>Where the files of a Pascal VOC set lie: VOC's own folders, or images with their .xml beside them.</summary>
internal sealed class PascalVocFolder
{
    private static readonly string[] _extensions = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".JPG", ".JPEG", ".PNG", ".BMP", ".WEBP"];
    private static readonly string[] _mainSplits = ["train", "val", "test", "trainval"];
    private readonly ReadingContext _context;
    private readonly DataFolder _files;

    private PascalVocFolder(ReadingContext context, string root, bool official)
    {
        _context = context;
        _files = context.Folder;
        Root = root;
        Official = official;
    }

    /// <summary>The folder that holds Annotations, or the annotations themselves.</summary>
    public string Root { get; }

    /// <summary>VOC's own layout: Annotations, JPEGImages, ImageSets/Main.</summary>
    public bool Official { get; }

    /// <summary>The set in the context's folder, or below it where each folder holds one other and nothing else.</summary>
    /// <exception cref="InvalidDataException">It holds no Pascal VOC annotations; the message says what was looked for.</exception>
    public static PascalVocFolder Open(ReadingContext context) => Find(context)
        ?? throw new InvalidDataException($"{context.Folder.Root} holds no Pascal VOC set: neither a folder Annotations nor .xml files beside images.");

    /// <summary>The same, or null.</summary>
    public static PascalVocFolder? Find(ReadingContext context)
    {
        DataFolder files = context.Folder;
        for (string at = files.Root; ;)
        {
            string annotations = Path.Combine(at, "Annotations");
            if (files.Files(annotations, ".xml").Count > 0)
            {
                return new PascalVocFolder(context, at, official: true);
            }

            IReadOnlyList<string> children = files.Folders(at);
            if (files.Files(at, ".xml").Count > 0 || children.Any(child => files.Files(child, ".xml").Count > 0))
            {
                return new PascalVocFolder(context, at, official: false);
            }

            if (children.Count != 1)
            {
                return null;
            }

            at = children[0];
        }
    }

    /// <summary>Images beside their annotations in the folder itself.</summary>
    public static PascalVocFolder Beside(ReadingContext context) => new(context, context.Folder.Root, official: false);

    /// <summary>The annotation files of a split, or of all, in their order.</summary>
    /// <exception cref="InvalidDataException">The split does not exist or names a file outside the folder.</exception>
    public IReadOnlyList<string> Files(string? split)
    {
        if (split is null)
        {
            return Official ? _files.Files(Path.Combine(Root, "Annotations"), ".xml") : [.. Folders().SelectMany(folder => _files.Files(folder, ".xml"))];
        }

        if (!Official)
        {
            string child = Inside(Root, split, Root);
            return _files.FolderExists(child)
                ? _files.Files(child, ".xml")
                : throw new InvalidDataException($"{Root} has no folder {split}; it has {List(Folders().Select(Path.GetFileName))}.");
        }

        string list = Inside(Sets, split + ".txt", Root);
        if (!_files.FileExists(list))
        {
            throw new InvalidDataException($"{list} does not exist; the splits there are {List(_files.Files(Sets, ".txt").Select(Path.GetFileNameWithoutExtension))}.");
        }

        return [.. ReadList(list, strict: true)];
    }

    /// <summary>The split of each annotation file that is in one.</summary>
    public IReadOnlyDictionary<string, string> Splits()
    {
        Dictionary<string, string> splits = new(StringComparer.Ordinal);
        if (!Official)
        {
            foreach (string folder in Folders().Where(folder => folder != Root))
            {
                foreach (string file in _files.Files(folder, ".xml"))
                {
                    splits[file] = SplitName.Of(Path.GetFileName(folder)) ?? Path.GetFileName(folder);
                }
            }

            return splits;
        }

        // The official parts first: trainval and lists of one's own hold the same images again.
        foreach (string list in _files.Files(Sets, ".txt").OrderBy(path => (uint)Array.IndexOf(_mainSplits, Path.GetFileNameWithoutExtension(path))))
        {
            foreach (string file in IsClassList(list) ? [] : ReadList(list, strict: false))
            {
                splits.TryAdd(file, Path.GetFileNameWithoutExtension(list));
            }
        }

        return splits;
    }

    /// <summary>The image of an annotation file: the one of the same name, else the one the annotation names; null where neither exists.</summary>
    public string? FindImage(string annotation, string? fileName, DataFolder images)
    {
        string folder = images != _files ? images.Root : Official ? ImageFolder() : Path.GetDirectoryName(annotation)!;
        string stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(annotation));
        string? found = _extensions.Select(extension => stem + extension).FirstOrDefault(images.FileExists);
        if (found is not null || LastPart(fileName) is not { } last)
        {
            return found;
        }

        string named = Path.Combine(folder, last);
        return images.FileExists(named) ? named : null;
    }

    /// <summary>Where the image of an annotation would be, were it there.</summary>
    public string ExpectedImage(string annotation, string? fileName) => Path.Combine(
        Official ? ImageFolder() : Path.GetDirectoryName(annotation)!, LastPart(fileName) ?? Path.GetFileNameWithoutExtension(annotation) + ".jpg");

    private string Sets => Path.Combine(Root, "ImageSets", "Main");

    // The last part only: what labelling tools write is often a path on somebody's own machine.
    private static string? LastPart(string? fileName)
    {
        string last = fileName is null ? "" : fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return last.Length > 0 && last is not ("." or "..") && !last.Contains('\0') ? last : null;
    }

    // VOC's lists for one class, cat_train.txt and the like, have a flag after each name.
    private bool IsClassList(string list) => !_mainSplits.Contains(Path.GetFileNameWithoutExtension(list))
        && _context.Lines(list).Select(line => line.Text.Trim()).FirstOrDefault(text => text.Length > 0 && text[0] != '#') is { } first
        && first.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [.., "1" or "-1" or "0"] and { Length: > 1 };

    // A line is a name, in VOC's class files followed by 1, -1 or 0; a name may hold blanks.
    private IEnumerable<string> ReadList(string list, bool strict)
    {
        string annotations = Path.Combine(Root, "Annotations");
        foreach (string text in _context.Lines(list).Select(line => line.Text.Trim()).Where(text => text.Length > 0 && text[0] != '#'))
        {
            if (!strict && text.Contains("..", StringComparison.Ordinal))
            {
                continue;
            }

            string whole = Inside(annotations, text + ".xml", list);
            yield return _files.FileExists(whole) ? whole : Inside(annotations, text.Split((char[]?)null)[0] + ".xml", list);
        }
    }

    private string ImageFolder()
    {
        string voc = Path.Combine(Root, "JPEGImages");
        string other = Path.Combine(Root, "images");
        return _files.FolderExists(voc) ? voc : _files.FolderExists(other) ? other : Root;
    }

    private IEnumerable<string> Folders() => _files.Folders(Root).Prepend(Root).Where(folder => _files.Files(folder, ".xml").Count > 0);

    private static string Inside(string folder, string name, string source)
    {
        string path = name.Contains('\0') ? "" : Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"{source}: \"{name}\" leads outside {folder}.");
    }

    private static string List(IEnumerable<string?> names)
    {
        string all = string.Join(", ", names);
        return all.Length > 0 ? all : "none";
    }
}
