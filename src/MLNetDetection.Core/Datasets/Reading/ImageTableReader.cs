using System.Text.RegularExpressions;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>
/// TSV with a row for each image: path, class names between commas, four numbers for each of them; with or without a header. CSV
/// with cells in quotes too.
/// </summary>
internal sealed partial class ImageTableReader : AnnotationReader
{
    private static readonly string[] _image = ["image", "filename", "file_name", "imagepath", "image_path", "path"];
    private static readonly string[] _labels = ["label", "labels", "class", "classes"];
    private static readonly string[] _boxes = ["box", "boxes", "boundingboxes", "bounding_boxes", "bboxes"];

    public override AnnotationFormat Format => AnnotationFormat.ImageTable;

    public override string Looks => "a .tsv or .csv of three columns: image, class names, and four numbers for each";

    public override string? Recognise(ReadingContext context) => Tables(context).FirstOrDefault() is { Path: { } path }
        ? $"{Path.GetRelativePath(context.Folder.Root, path)}, a table of images"
        : null;

    public override SourceSet Read(ReadingContext context)
    {
        SourceSet set = new() { Folder = context.Folder.Root, Format = Format, Faults = context.Faults, ClassNames = context.ClassFile() };
        foreach (var (path, layout) in Tables(context))
        {
            context.Try(path, () =>
            {
                foreach (var (number, text) in context.Lines(path).Skip(layout.HasHeader ? 1 : 0))
                {
                    if (!string.IsNullOrWhiteSpace(text))
                    {
                        context.Try(path, () => ReadRow(context, path, number, text, layout, set));
                    }
                }
            });
        }

        return set;
    }

    private static IEnumerable<(string Path, Layout Layout)> Tables(ReadingContext context)
    {
        foreach (string path in context.Candidates(1, ".tsv", ".csv", ".txt"))
        {
            string? first = null;
            try
            {
                first = context.Lines(path).Select(line => line.Text).FirstOrDefault();
            }
            catch (InvalidDataException)
            {
                // What cannot be read is not of this format.
            }

            if (first is not null && LayoutOf(first) is { } layout)
            {
                yield return (path, layout);
            }
        }
    }

    private static Layout? LayoutOf(string line)
    {
        if (Delimited.SeparatorOf(line) is not { } separator)
        {
            return null;
        }

        List<string> cells;
        try
        {
            cells = Delimited.Split(line.TrimStart('\uFEFF'), separator, "header");
        }
        catch (InvalidDataException)
        {
            return null;
        }

        string[] names = [.. cells.Select(cell => cell.Trim().ToLowerInvariant())];
        int image = Array.FindIndex(names, _image.Contains), labels = Array.FindIndex(names, _labels.Contains), boxes = Array.FindIndex(names, _boxes.Contains);
        if (image >= 0 && labels >= 0 && boxes >= 0)
        {
            return new Layout(separator, true, image, labels, boxes, Array.IndexOf(names, "split"));
        }

        return cells.Count == 3 && DataFolder.IsImage(cells[0].Trim()) && Numbers().IsMatch(cells[2]) && !Numbers().IsMatch(cells[1].Trim() is "" ? "x" : cells[1])
            ? new Layout(separator, false, 0, 1, 2, -1)
            : null;
    }

    private static void ReadRow(ReadingContext context, string path, int number, string text, Layout layout, SourceSet set)
    {
        string place = $"{path}({number})";
        List<string> cells = Delimited.Split(text, layout.Separator, place);
        if (cells.Count <= Math.Max(layout.Image, Math.Max(layout.Labels, layout.Boxes)))
        {
            throw new InvalidDataException($"{place}: the row has {cells.Count} cells.");
        }

        string[] labels = cells[layout.Labels].Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] numbers = cells[layout.Boxes].Split([',', ' ', ';', '|'], StringSplitOptions.RemoveEmptyEntries);
        if (numbers.Length != 4 * labels.Length)
        {
            throw new InvalidDataException($"{place}: {labels.Length} class names and {numbers.Length} numbers, which must be 4 for each name.");
        }

        string folder = Path.GetDirectoryName(path)!;
        string? split = layout.Split >= 0 && layout.Split < cells.Count && cells[layout.Split].Trim() is { Length: > 0 } own
            ? own
            : SplitName.Of(Path.GetFileNameWithoutExtension(path));
        if (context.Image(cells[layout.Image].TrimStart('\uFEFF'), path, number, folder, Path.Combine(folder, "images")) is not { } found)
        {
            return;
        }

        SourceImage image = new() { Path = found.Path, Exists = found.Exists, File = path, Line = number, Split = split };
        for (int i = 0; i < labels.Length; i++)
        {
            double[] edges = [.. numbers.Skip(4 * i).Take(4).Select(edge => Delimited.Number(edge, place))];
            image.Objects.Add(new SourceObject(ClassIds.Name(labels[i], set.ClassNames, place), edges[0], edges[1], edges[2], edges[3], number));
        }

        set.Images.Add(image);
    }

    [GeneratedRegex(@"^[\s\d.,;|eE+-]*$")]
    private static partial Regex Numbers();

    /// <summary>Where the cells are.</summary>
    private sealed record Layout(char Separator, bool HasHeader, int Image, int Labels, int Boxes, int Split);
}
