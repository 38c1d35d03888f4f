namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>CSV and TSV with one row for each box, VoTT's among them.</summary>
internal abstract class TableReader(bool vott) : AnnotationReader
{
    public override string? Recognise(ReadingContext context) => Tables(context).FirstOrDefault() is { Path: { } path }
        ? $"{Path.GetRelativePath(context.Folder.Root, path)}, a table of boxes{(vott ? " as VoTT exports it" : "")}"
        : null;

    public override SourceSet Read(ReadingContext context)
    {
        SourceSet set = new() { Folder = context.Folder.Root, Format = Format, Faults = context.Faults, ClassNames = context.ClassFile() };
        foreach (var (path, layout) in Tables(context))
        {
            Dictionary<string, SourceImage?> images = new(StringComparer.Ordinal);
            string? split = SplitName.Of(Path.GetFileNameWithoutExtension(path)) ?? SplitName.OfFolders(context.Folder.Root, path);
            context.Try(path, () =>
            {
                foreach (var (number, text) in context.Lines(path).Skip(1))
                {
                    if (!string.IsNullOrWhiteSpace(text))
                    {
                        context.Try(path, () => ReadRow(context, path, number, text, layout, split, set, images));
                    }
                }
            });
        }

        return set;
    }

    private IEnumerable<(string Path, BoxTableLayout Layout)> Tables(ReadingContext context)
    {
        foreach (string path in context.Candidates(1, ".csv", ".tsv", ".txt"))
        {
            string? header = null;
            try
            {
                header = context.Lines(path).Select(line => line.Text).FirstOrDefault();
            }
            catch (InvalidDataException)
            {
                // What cannot be read is not of this format.
            }

            if (header is not null && BoxTableLayout.Of(header) is { } layout && (layout.IsVott || !vott))
            {
                yield return (path, layout);
            }
        }
    }

    private static void ReadRow(
        ReadingContext context, string path, int number, string text, BoxTableLayout layout, string? split, SourceSet set, Dictionary<string, SourceImage?> images)
    {
        string place = $"{path}({number})";
        List<string> cells = Delimited.Split(text, layout.Separator, place);
        string Cell(int index) => index < 0 ? "" : index < cells.Count ? cells[index].Trim()
            : throw new InvalidDataException($"{place}: the row has {cells.Count} cells; the header names {index + 1} or more.");
        string name = Cell(layout.Image);
        if (!images.TryGetValue(name, out SourceImage? image))
        {
            string folder = Path.GetDirectoryName(path)!;
            var found = context.Image(name, path, number, folder, Path.Combine(folder, "images"), Path.Combine(folder, split ?? "images"));
            image = images[name] = found is null ? null : new SourceImage
            {
                Path = found.Value.Path,
                Exists = found.Value.Exists,
                Width = Cell(layout.Width) is { Length: > 0 } width ? Delimited.Size(width, place) : 0,
                Height = Cell(layout.Height) is { Length: > 0 } height ? Delimited.Size(height, place) : 0,
                File = path,
                Line = number,
                Split = Cell(layout.Split) is { Length: > 0 } own ? own : split,
            };
            if (image is not null)
            {
                set.Images.Add(image);
            }
        }

        // A row without class and edges stands for an image without objects.
        if (image is null || (Cell(layout.Class).Length == 0 && layout.Edges.All(edge => Cell(edge).Length == 0)))
        {
            return;
        }

        double[] edges = [.. layout.Edges.Select(edge => Delimited.Number(Cell(edge), place))];
        image.Objects.Add(new SourceObject(ClassIds.Name(Cell(layout.Class), set.ClassNames, place), edges[0], edges[1], edges[2], edges[3], number)
        {
            Difficult = IsSet(Cell(layout.Difficult)),
            IsCrowd = IsSet(Cell(layout.Crowd)),
            Area = Cell(layout.Area) is { Length: > 0 } area ? Delimited.Number(area, place) : null,
        });
    }

    private static bool IsSet(string cell) => cell is "1" || cell.Equals("true", StringComparison.OrdinalIgnoreCase);
}
