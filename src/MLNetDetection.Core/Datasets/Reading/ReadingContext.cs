using System.Text;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>What readers share: the folder, the one file where a file was given, the options, and what was left out.</summary>
internal sealed class ReadingContext(DataFolder folder, string? file, DatasetOptions options)
{
    private const int LongestLine = 1 << 20;
    private readonly DataFolder _images = options.ImageFolder is { } images ? new DataFolder(images) : folder;
    private readonly Dictionary<string, JsonKind> _kinds = new(StringComparer.Ordinal);
    private string[]? _classFile;

    public DataFolder Folder { get; } = folder;

    /// <summary>The only annotation file to read; null for a whole folder.</summary>
    public string? File { get; } = file;

    public DatasetOptions Options { get; } = options;

    public List<DatasetFinding> Faults { get; } = [];

    /// <summary>True where a missing image is kept, since somebody counts it.</summary>
    public bool KeepMissing { get; init; }

    /// <summary>The folder that images are looked for in, for readers that need their own search.</summary>
    public DataFolder Images => _images;

    /// <summary>The one file, or the files with an ending at most <paramref name="depth"/> folders down.</summary>
    public IEnumerable<string> Candidates(int depth, params string[] endings)
    {
        if (File is null)
        {
            return Folder.AllFiles(Folder.Root, depth, endings);
        }

        return endings.Any(ending => File.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? [File] : [];
    }

    /// <summary>What a JSON file is; five readers ask it of every file.</summary>
    public JsonKind KindOf(string path) => _kinds.TryGetValue(path, out JsonKind known) ? known : _kinds[path] = JsonSniffer.Kind(this, path);

    /// <summary>Leaves a file or record out, or stops, as the options say.</summary>
    public void Fault(string file, int line, string message) => Fault(new DatasetFinding(DatasetFindingKind.ImageSkipped, file, line, message), null);

    /// <summary>Runs <paramref name="read"/> and takes its refusal as a fault of <paramref name="file"/>.</summary>
    public bool Try(string file, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidDataException e)
        {
            // A finding names its file by itself.
            bool named = e.Message.StartsWith(file, StringComparison.Ordinal) && e.Message[file.Length..] is [',' or ':', ..];
            string message = named ? e.Message[file.Length..].TrimStart(',', ':', ' ') : e.Message;
            Fault(new DatasetFinding(DatasetFindingKind.ImageSkipped, file, 0, message), e);
            return false;
        }
    }

    /// <summary>
    /// The image that is meant, with whether it exists. Null, and a fault, where it is missing; unless images are not looked for.
    /// </summary>
    public (string Path, bool Exists)? Image(string written, string file, int line, params ReadOnlySpan<string> bases)
    {
        if (string.IsNullOrWhiteSpace(written) || PathText.Parts(PathText.Clean(written)).Length == 0)
        {
            Fault(file, line, "the image has no name.");
            return null;
        }

        if (Options.FindImages)
        {
            string? found = _images == Folder ? Folder.FindImage(written, bases) : _images.FindImage(written, _images.Root);
            if (found is not null)
            {
                return (found, true);
            }

            if (!KeepMissing)
            {
                Fault(file, line, $"its image \"{written}\" is missing.");
                return null;
            }
        }

        // Never a path outside, whatever the annotation says.
        string name = Path.Combine(PathText.Parts(PathText.Clean(written)));
        return (_images.Inside(_images == Folder && bases.Length > 0 ? bases[0] : _images.Root, name) ?? Path.Combine(_images.Root, Path.GetFileName(name)), false);
    }

    /// <summary>Opens a file of the folder; <paramref name="whole"/> is false for those who read only its head.</summary>
    /// <exception cref="InvalidDataException">It is missing, unreadable or too large.</exception>
    public FileStream Open(string path, bool whole = true)
    {
        if (!Folder.FileExists(path))
        {
            throw new InvalidDataException($"{path} is missing, or a link that leads outside {Folder.Root}.");
        }

        try
        {
            long length = new FileInfo(path).Length;
            return length <= Options.MaximumAnnotationBytes || !whole
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16)
                : throw new InvalidDataException(
                    FormattableString.Invariant($"{path} has {length} bytes; the limit is {Options.MaximumAnnotationBytes} ({nameof(DatasetOptions.MaximumAnnotationBytes)})."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The lines of a text file with their 1-based numbers.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, is no text, or has an endless line.</exception>
    public IEnumerable<(int Number, string Text)> Lines(string path)
    {
        using FileStream stream = Open(path);
        using StreamReader reader = new(stream, Encoding.UTF8);
        char[] buffer = new char[1 << 14];
        StringBuilder line = new();
        int number = 1, read;
        while ((read = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (int i = 0; i < read; i++)
            {
                char c = buffer[i];
                if (c == '\n')
                {
                    yield return (number++, line.ToString().TrimEnd('\r'));
                    line.Clear();
                }
                else if (c == '\0' || line.Length >= LongestLine)
                {
                    throw new InvalidDataException($"{path}({number}): {(c == '\0' ? "is binary, not text" : $"the line is longer than {LongestLine:N0} characters")}.");
                }
                else
                {
                    line.Append(c);
                }
            }
        }

        if (line.Length > 0)
        {
            yield return (number, line.ToString());
        }
    }

    /// <summary>The class list that lies beside annotations which have none: classes.txt and its usual other names, a name a line.</summary>
    public IReadOnlyList<string>? ClassFile()
    {
        _classFile ??= ClassFiles.Find(this) is { } path ? [.. Lines(path).Select(line => line.Text.Trim()).Where(name => name.Length > 0)] : [];
        return _classFile.Length > 0 ? _classFile : null;
    }

    private void Fault(DatasetFinding finding, Exception? cause)
    {
        if (Options.BadFiles == BadFilePolicy.Fail)
        {
            throw new InvalidDataException(cause?.Message ?? finding.ToString(), cause);
        }

        Faults.Add(finding);
    }
}
