namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>mmdetection's text form: a line "#", the image, "width height", the number of boxes, then "x1 y1 x2 y2 class" lines.</summary>
internal sealed class MmdetectionTextReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.MmdetectionText;

    public override string Looks => "a .txt of blocks \"#\", image, size, count, boxes";

    public override string? Recognise(ReadingContext context) =>
        Files(context).FirstOrDefault() is { } file ? $"{Path.GetRelativePath(context.Folder.Root, file)}, blocks that start with #" : null;

    public override SourceSet Read(ReadingContext context) => ReadEach(context, Files(context), (path, set) => ReadFile(context, path, set));

    private static void ReadFile(ReadingContext context, string path, SourceSet set)
    {
        string? split = SplitName.Of(Path.GetFileNameWithoutExtension(path));
        using IEnumerator<(int Number, string Text)> lines = context.Lines(path).Where(line => line.Text.Trim().Length > 0).GetEnumerator();
        while (lines.MoveNext())
        {
            if (lines.Current.Text.Trim() != "#")
            {
                throw new InvalidDataException($"{path}({lines.Current.Number}): expected \"#\", found \"{Delimited.Shorten(lines.Current.Text)}\".");
            }

            // The last block may be followed by a closing "#".
            if (lines.MoveNext())
            {
                ReadBlock(context, path, lines, split, set);
            }
        }
    }

    private static IEnumerable<string> Files(ReadingContext context) => context.Candidates(1, ".txt").Where(path =>
    {
        try
        {
            string[] first = [.. context.Lines(path).Select(line => line.Text.Trim()).Where(text => text.Length > 0).Take(3)];
            return first.Length == 3 && first[0] == "#" && first[2].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 2 } size && size.All(side => Delimited.TryNumber(side, out _));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    });

    private static void ReadBlock(ReadingContext context, string path, IEnumerator<(int Number, string Text)> lines, string? split, SourceSet set)
    {
        var (number, name) = lines.Current;
        string[] size = Words(Next(path, lines), 2, path, lines.Current.Number);
        int width = Delimited.Size(size[0], $"{path}({lines.Current.Number})"), height = Delimited.Size(size[1], $"{path}({lines.Current.Number})");
        int count = Delimited.Size(Words(Next(path, lines), 1, path, lines.Current.Number)[0], $"{path}({lines.Current.Number})");
        List<SourceObject> objects = [];
        for (int i = 0; i < count; i++)
        {
            string[] words = Words(Next(path, lines), 5, path, lines.Current.Number);
            string place = $"{path}({lines.Current.Number})";
            double[] edges = [.. words.Take(4).Select(word => Delimited.Number(word, place))];
            objects.Add(new SourceObject(
                ClassIds.Name(Delimited.Number(words[4], place), set.ClassNames, place), edges[0], edges[1], edges[2], edges[3], lines.Current.Number));
        }

        string folder = Path.GetDirectoryName(path)!;
        if (context.Image(name.Trim(), path, number, folder, Path.Combine(folder, "images")) is { } found)
        {
            set.Images.Add(new SourceImage
            {
                Path = found.Path, Exists = found.Exists, Width = width, Height = height, File = path, Line = number, Split = split, Objects = objects,
            });
        }
    }

    private static string Next(string path, IEnumerator<(int Number, string Text)> lines)
    {
        int last = lines.Current.Number;
        return lines.MoveNext() ? lines.Current.Text : throw new InvalidDataException($"{path}({last}): the file ends within a block.");
    }

    private static string[] Words(string text, int count, string path, int number)
    {
        string[] words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == count ? words : throw new InvalidDataException($"{path}({number}): expected {count} numbers, found \"{Delimited.Shorten(text)}\".");
    }
}
