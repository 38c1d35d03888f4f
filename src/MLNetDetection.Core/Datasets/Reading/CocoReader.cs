namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>COCO's instances JSON, one file or one for each part.</summary>
internal sealed class CocoReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.Coco;

    public override string Looks => "a .json with \"images\", \"annotations\" and \"categories\"";

    public override string? Recognise(ReadingContext context) => Files(context) is { Length: > 0 } files
        ? $"{Path.GetRelativePath(context.Folder.Root, files[0])}{(files.Length > 1 ? $" and {files.Length - 1} more" : "")} with images, annotations and categories"
        : null;

    public override SourceSet Read(ReadingContext context)
    {
        SourceSet set = new() { Folder = context.Folder.Root, Format = Format, Faults = context.Faults };
        List<string> classes = [];
        foreach (string path in Files(context))
        {
            context.Try(path, () => ReadFile(context, path, set, classes));
        }

        set.ClassNames = classes;
        return set;
    }

    private static string[] Files(ReadingContext context) =>
        [.. context.Candidates(3, ".json").Where(path => context.KindOf(path) == JsonKind.Coco)];

    private static void ReadFile(ReadingContext context, string path, SourceSet set, List<string> classes)
    {
        using FileStream stream = context.Open(path);
        CocoFile file = CocoJsonReader.Read(stream, path);
        Dictionary<int, string> names = Categories(file, classes);
        string? split = SplitName.Of(Path.GetFileNameWithoutExtension(path)) ?? SplitName.OfFolders(context.Folder.Root, path);
        string[] bases = Bases(context, path, split);
        Dictionary<long, SourceImage?> images = new(file.Images.Count);
        for (int i = 0; i < file.Images.Count; i++)
        {
            CocoImage image = file.Images[i];
            if (!images.TryAdd(image.Id, null))
            {
                context.Fault(path, i + 1, $"image {i + 1} has the id {image.Id}, which an earlier one has too.");
                continue;
            }

            if (image.Width < 0 || image.Height < 0)
            {
                context.Fault(path, i + 1, $"image {i + 1} is {image.Width}x{image.Height} pixels.");
                continue;
            }

            if (context.Image(image.FileName, path, i + 1, bases) is { } found)
            {
                SourceImage added = new() { Path = found.Path, Exists = found.Exists, Width = image.Width, Height = image.Height, File = path, Line = i + 1, Split = split };
                images[image.Id] = added;
                set.Images.Add(added);
            }
        }

        AddBoxes(context, path, file, names, images);
    }

    private static void AddBoxes(ReadingContext context, string path, CocoFile file, Dictionary<int, string> names, Dictionary<long, SourceImage?> images)
    {
        for (int i = 0; i < file.Boxes.Count; i++)
        {
            CocoBox box = file.Boxes[i];
            if (!images.TryGetValue(box.ImageId, out SourceImage? image))
            {
                context.Fault(path, i + 1, $"annotation {i + 1} is of image {box.ImageId}, which \"images\" has not.");
            }
            else if (!names.TryGetValue(box.CategoryId, out string? name))
            {
                context.Fault(path, i + 1, $"annotation {i + 1} is of category {box.CategoryId}, which \"categories\" has not.");
            }
            else
            {
                image?.Objects.Add(new SourceObject(name, box.X, box.Y, box.X + box.Width, box.Y + box.Height, i + 1) { IsCrowd = box.IsCrowd, Area = OwnArea(box) });
            }
        }
    }

    // The area of the box itself says nothing more than the box.
    private static double? OwnArea(in CocoBox box) => box.Area is { } area && area != box.Width * box.Height ? area : null;

    /// <summary>Names by id; <paramref name="classes"/> gains those it lacks, in the order of their ids, as COCO's own tools count them.</summary>
    private static Dictionary<int, string> Categories(CocoFile file, List<string> classes)
    {
        Dictionary<int, string> names = [];
        foreach (CocoCategory category in file.Categories.OrderBy(category => category.Id))
        {
            string name = category.Name.Length > 0 ? category.Name : FormattableString.Invariant($"{category.Id}");
            if (!names.TryAdd(category.Id, name))
            {
                throw new InvalidDataException($"{file.Path}: two categories have the id {category.Id}.");
            }

            if (!classes.Contains(name))
            {
                classes.Add(name);
            }
        }

        return names;
    }

    private static string[] Bases(ReadingContext context, string path, string? split)
    {
        string own = Path.GetDirectoryName(path)!;
        string above = own == context.Folder.Root ? own : Path.GetDirectoryName(own)!;
        List<string> bases = [own, above, Path.Combine(own, "images"), Path.Combine(above, "images")];
        if (split is not null)
        {
            bases.AddRange([Path.Combine(above, "images", split), Path.Combine(above, split), Path.Combine(above, split + "2017"), Path.Combine(own, split)]);
        }

        return [.. bases];
    }
}
