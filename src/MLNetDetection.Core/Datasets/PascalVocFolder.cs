namespace MLNetDetection.Core.Datasets;

/// <summary>Where the files of a Pascal VOC set lie: VOC's own folders, or images with their .xml beside them.</summary>
internal sealed class PascalVocFolder
{
    private static readonly string[] _extensions = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".JPG", ".JPEG", ".PNG", ".BMP", ".WEBP"];

    private PascalVocFolder(string root, bool official)
    {
        Root = root;
        Official = official;
    }

    /// <summary>The folder that holds Annotations, or the annotations themselves.</summary>
    public string Root { get; }

    /// <summary>VOC's own layout: Annotations, JPEGImages, ImageSets/Main.</summary>
    public bool Official { get; }

    /// <summary>Finds the set in <paramref name="folder"/>, or below it where each folder holds one other and nothing else.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It holds no Pascal VOC annotations; the message says what was looked for.</exception>
    public static PascalVocFolder Open(string folder)
    {
        string root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"{root} is no folder.");
        }

        for (string at = root; ;)
        {
            if (Directory.Exists(Path.Combine(at, "Annotations")))
            {
                return new PascalVocFolder(at, official: true);
            }

            string[] children = Directory.GetDirectories(at);
            if (Annotations(at).Length > 0 || children.Any(child => Annotations(child).Length > 0))
            {
                return new PascalVocFolder(at, official: false);
            }

            at = children.Length == 1
                ? children[0]
                : throw new InvalidDataException($"{root} holds no Pascal VOC set: neither a folder Annotations nor .xml files beside images.");
        }
    }

    /// <summary>The annotation files of a split, or of all, in their order.</summary>
    /// <exception cref="InvalidDataException">The split does not exist or names a file outside the folder.</exception>
    public IReadOnlyList<string> Files(string? split)
    {
        if (split is null)
        {
            return Official ? Annotations(Path.Combine(Root, "Annotations")) : [.. Folders().SelectMany(Annotations)];
        }

        if (!Official)
        {
            string child = Inside(Root, split, Root);
            return Directory.Exists(child)
                ? Annotations(child)
                : throw new InvalidDataException($"{Root} has no folder {split}; it has {List(Folders().Select(Path.GetFileName))}.");
        }

        string sets = Path.Combine(Root, "ImageSets", "Main");
        string list = Inside(sets, split + ".txt", Root);
        if (!File.Exists(list))
        {
            IEnumerable<string?> known = Directory.Exists(sets)
                ? Directory.GetFiles(sets, "*.txt").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
                : [];
            throw new InvalidDataException($"{list} does not exist; the splits there are {List(known)}.");
        }

        string annotations = Path.Combine(Root, "Annotations");

        // A line is a name, in VOC's class files followed by 1, -1 or 0.
        return [.. File.ReadLines(list)
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .Select(words => Inside(annotations, words[0] + ".xml", list))];
    }

    /// <summary>The image of an annotation file: the one of the same name, else the one the annotation names; null where neither exists.</summary>
    public string? FindImage(string annotation, string? fileName)
    {
        string folder = Official ? ImageFolder() : Path.GetDirectoryName(annotation)!;
        string stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(annotation));
        string? found = _extensions.Select(extension => stem + extension).FirstOrDefault(File.Exists);
        if (found is not null || string.IsNullOrWhiteSpace(fileName))
        {
            return found;
        }

        // The last part only: what labelling tools write is often a path on somebody's own machine.
        string last = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        string named = Path.Combine(folder, last);
        return last.Length > 0 && last is not ("." or "..") && File.Exists(named) ? named : null;
    }

    private string ImageFolder()
    {
        string voc = Path.Combine(Root, "JPEGImages");
        string other = Path.Combine(Root, "images");
        return Directory.Exists(voc) ? voc : Directory.Exists(other) ? other : Root;
    }

    private IEnumerable<string> Folders() =>
        Directory.GetDirectories(Root).Order(StringComparer.Ordinal).Prepend(Root).Where(folder => Annotations(folder).Length > 0);

    private static string[] Annotations(string folder) => [.. Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal)];

    private static string Inside(string folder, string name, string source)
    {
        string path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"{source}: \"{name}\" leads outside {folder}.");
    }

    private static string List(IEnumerable<string?> names)
    {
        string all = string.Join(", ", names);
        return all.Length > 0 ? all : "none";
    }
}
