namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>
/// The only way that readers reach files: a folder and what is below it. A link that leads out of the folder is as if it were not
/// there, and so is every path that leaves it.
/// </summary>
internal sealed class DataFolder
{
    private const int MaximumDepth = 8;
    private const int MaximumEntries = 5_000_000;
    private static readonly string[] _imageExtensions = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif", ".tif", ".tiff"];
    private readonly Dictionary<string, Listing?> _listings = new(StringComparer.Ordinal);
    private Dictionary<string, List<string>>? _imagesByName;
    private int _entries;

    public DataFolder(string root)
    {
        Root = RealPath.Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
    }

    /// <summary>Full path, links resolved, without a separator at its end.</summary>
    public string Root { get; }

    public static bool IsImage(string path) => _imageExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    public bool FileExists(string path) => Parent(path) is { } parent && parent.Files.Contains(Path.GetFileName(path));

    public bool FolderExists(string path) =>
        path == Root ? List(path) is not null : Parent(path) is { } parent && parent.Folders.ContainsKey(Path.GetFileName(path));

    /// <summary>The files right in a folder with one of the endings, ordered by name; none where there is no such folder.</summary>
    public IReadOnlyList<string> Files(string folder, params string[] endings) => FolderExists(folder) && List(folder) is { } listing
        ? [.. listing.Files.Where(name => Ends(name, endings)).Order(StringComparer.Ordinal).Select(name => Path.Combine(folder, name))]
        : [];

    /// <summary>The folders right in a folder, ordered by name.</summary>
    public IReadOnlyList<string> Folders(string folder) => FolderExists(folder) && List(folder) is { } listing
        ? [.. listing.Folders.Keys.Order(StringComparer.Ordinal).Select(name => Path.Combine(folder, name))]
        : [];

    /// <summary>The files of a folder and of those below it, not following links to folders.</summary>
    public IEnumerable<string> AllFiles(string folder, int depth, params string[] endings)
    {
        foreach (string file in Files(folder, endings))
        {
            yield return file;
        }

        if (depth <= 0)
        {
            yield break;
        }

        foreach (string child in Folders(folder))
        {
            if (!List(folder)!.Folders[Path.GetFileName(child)])
            {
                foreach (string file in AllFiles(child, depth - 1, endings))
                {
                    yield return file;
                }
            }
        }
    }

    public IEnumerable<string> AllImages(string folder) => AllFiles(folder, MaximumDepth).Where(IsImage);

    /// <summary>
    /// The image that an annotation means by <paramref name="written"/>: that path from one of the folders, else the only image below
    /// the root whose path ends as it does, since tools write paths of the machine they ran on. Null where there is none.
    /// </summary>
    public string? FindImage(string written, params ReadOnlySpan<string> bases)
    {
        foreach (string text in PathText.Variants(written))
        {
            foreach (string folder in bases)
            {
                if (Inside(folder, text) is { } direct && FileExists(direct))
                {
                    return direct;
                }
            }
        }

        foreach (string text in PathText.Variants(written))
        {
            if (FindByEnding(PathText.Parts(text)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A file or folder that a configuration names: from its own folder, else by ever fewer leading parts.</summary>
    public string? FindEntry(string written, string from, Func<string, bool> exists)
    {
        if (Inside(from, PathText.Clean(written)) is { } direct && exists(direct))
        {
            return direct;
        }

        string[] parts = PathText.Parts(PathText.Clean(written));
        for (int skip = 0; skip < parts.Length; skip++)
        {
            string tail = Path.Combine(parts[skip..]);
            foreach (string folder in new[] { from, Root })
            {
                string path = Path.Combine(folder, tail);
                if (exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }

    /// <summary>The full path of <paramref name="relative"/> from a folder; null where it leaves the root.</summary>
    public string? Inside(string folder, string relative)
    {
        if (relative.Contains('\0'))
        {
            return null;
        }

        string path = Path.GetFullPath(Path.Combine(folder, relative));
        return path == Root || path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    private string? FindByEnding(string[] parts)
    {
        if (parts.Length == 0 || !Images().TryGetValue(parts[^1], out List<string>? candidates))
        {
            return null;
        }

        int best = -1;
        string? found = null;
        foreach (string candidate in candidates)
        {
            int same = PathText.CommonEnding(candidate, parts);
            found = same > best ? candidate : same == best ? null : found;
            best = Math.Max(best, same);
        }

        return found;
    }

    private Dictionary<string, List<string>> Images()
    {
        if (_imagesByName is null)
        {
            _imagesByName = new(StringComparer.Ordinal);
            foreach (string image in AllImages(Root))
            {
                string name = Path.GetFileName(image);
                if (!_imagesByName.TryGetValue(name, out List<string>? same))
                {
                    _imagesByName[name] = same = [];
                }

                same.Add(image);
            }
        }

        return _imagesByName;
    }

    private static bool Ends(string name, string[] endings) =>
        endings.Length == 0 || endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The listing of the folder that holds <paramref name="path"/>, where every folder on the way is inside.</summary>
    private Listing? Parent(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        return parent is not null && (parent == Root || (parent.Length > Root.Length && FolderExists(parent))) ? List(parent) : null;
    }

    private Listing? List(string folder)
    {
        if (_listings.TryGetValue(folder, out Listing? known))
        {
            return known;
        }

        Listing? listing = null;
        try
        {
            listing = Enumerate(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed holds nothing for us.
        }

        return _listings[folder] = listing;
    }

    private Listing Enumerate(string folder)
    {
        Listing listing = new(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (++_entries > MaximumEntries)
            {
                throw new InvalidDataException($"{Root} holds more than {MaximumEntries:N0} files.");
            }

            bool isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
            if (isLink && !StaysInside(entry))
            {
                continue;
            }

            if ((entry.Attributes & FileAttributes.Directory) != 0 || (isLink && Directory.Exists(entry.FullName)))
            {
                listing.Folders[entry.Name] = isLink;
            }
            else if (isLink || (entry.Attributes & FileAttributes.Device) == 0)
            {
                listing.Files.Add(entry.Name);
            }
        }

        return listing;
    }

    private bool StaysInside(FileSystemInfo link)
    {
        try
        {
            string target = RealPath.Of(link.FullName);
            return target == Root || target.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>What a folder holds and may be reached.</summary>
    /// <param name="Files">Names.</param>
    /// <param name="Folders">Names, each with whether it is a link.</param>
    private sealed record Listing(HashSet<string> Files, Dictionary<string, bool> Folders);
}
