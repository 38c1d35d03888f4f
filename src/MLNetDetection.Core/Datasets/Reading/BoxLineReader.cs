namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Lines of "path x1,y1,x2,y2,class ...": the class is an id of classes.txt, or a name. A path may hold spaces.</summary>
internal sealed class BoxLineReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.BoxLines;

    public override string Looks => "a .txt of lines \"image x1,y1,x2,y2,class ...\"";

    public override string? Recognise(ReadingContext context) =>
        Files(context).FirstOrDefault() is { } file ? $"{Path.GetRelativePath(context.Folder.Root, file)}, lines of path and boxes" : null;

    public override SourceSet Read(ReadingContext context) => ReadEach(context, Files(context), (path, set) => ReadFile(context, path, set));

    private static void ReadFile(ReadingContext context, string path, SourceSet set)
    {
        string? split = SplitName.Of(Path.GetFileNameWithoutExtension(path));
        foreach (var (number, text) in context.Lines(path))
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                context.Try(path, () => ReadLine(context, path, number, text.Trim(), split, set));
            }
        }
    }

    // A list of images without any box is one only beside files that have boxes: other formats have such lists too.
    private static string[] Files(ReadingContext context)
    {
        ILookup<bool?, string> files = context.Candidates(1, ".txt").ToLookup(path => HasBoxes(context, path));
        return files[true].Any() ? [.. files[true].Concat(files[null]).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>True where the first lines have a box, null where they are images without, false where they are something else.</summary>
    private static bool? HasBoxes(ReadingContext context, string path)
    {
        bool? found = false;
        try
        {
            foreach (var (_, text) in context.Lines(path).Where(line => !string.IsNullOrWhiteSpace(line.Text)).Take(50))
            {
                string[] words = text.Trim().Split(' ');
                if (words.Length > 1 && IsBox(words[^1]) && DataFolder.IsImage(ImageOf(words)))
                {
                    return true;
                }

                if (!DataFolder.IsImage(text.Trim()))
                {
                    return false;
                }

                found = null;
            }
        }
        catch (InvalidDataException)
        {
            // What cannot be read is not of this format.
        }

        return found;
    }

    private static bool IsBox(string word) => word.Split(',') is { Length: 5 } parts && parts.Take(4).All(part => Delimited.TryNumber(part, out _));

    private static string ImageOf(string[] words) => string.Join(' ', words.Take(words.Length - words.Reverse().TakeWhile(IsBox).Count()));

    private static void ReadLine(ReadingContext context, string path, int number, string text, string? split, SourceSet set)
    {
        string place = $"{path}({number})";
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string name = ImageOf(words);
        if (!DataFolder.IsImage(name))
        {
            throw new InvalidDataException($"{place}: \"{Delimited.Shorten(text)}\" is no image path followed by boxes of x1,y1,x2,y2,class.");
        }

        string folder = Path.GetDirectoryName(path)!;
        if (context.Image(name, path, number, folder, Path.Combine(folder, "images")) is not { } found)
        {
            return;
        }

        SourceImage image = new() { Path = found.Path, Exists = found.Exists, File = path, Line = number, Split = split };
        foreach (string word in words.Skip(name.Split(' ').Length))
        {
            string[] parts = word.Split(',');
            double[] edges = [.. parts.Take(4).Select(part => Delimited.Number(part, place))];
            image.Objects.Add(new SourceObject(ClassIds.Name(parts[4], set.ClassNames, place), edges[0], edges[1], edges[2], edges[3], number));
        }

        set.Images.Add(image);
    }
}
