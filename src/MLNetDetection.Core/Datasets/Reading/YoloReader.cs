using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>YOLO: "class cx cy w h" in shares of the upright picture's sides; outlines become the box around their points.</summary>
internal sealed class YoloReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.Yolo;

    public override string Looks => "data.yaml with \"names\", obj.data, or a .txt of \"class cx cy w h\" lines for each image";

    public override string? Recognise(ReadingContext context)
    {
        if (context.File is { } file && !IsConfiguration(file))
        {
            return null;
        }

        try
        {
            return Configuration(context) is { Source: { } source } ? $"{Path.GetRelativePath(context.Folder.Root, source)} with class names"
                : context.File is null && Labels(context.Folder).FirstOrDefault(path => IsLabels(context, path)) is { } labels ? $"{Path.GetRelativePath(context.Folder.Root, labels)}, lines of class and four shares"
                : null;
        }
        catch (InvalidDataException) when (context.Options.Format is null && context.File is null)
        {
            return null;
        }
    }

    public override SourceSet Read(ReadingContext context)
    {
        YoloConfiguration configuration = Configuration(context) ?? new YoloConfiguration(null, context.ClassFile(), []);
        SourceSet set = new() { Folder = context.Folder.Root, Format = Format, Faults = context.Faults, ClassNames = configuration.Names ?? context.ClassFile() };
        if (configuration.Parts.Count == 0)
        {
            ReadLoose(context, set);
            return set;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);

        // Where two keys name one folder, since trainers ask for a val, it belongs to the part that it is called after.
        foreach (var (split, written) in configuration.Parts.OrderBy(part => SplitName.Of(Path.GetFileName(part.Path)) == part.Split ? 0 : 1))
        {
            foreach (string image in ImagesOf(context, configuration.Source!, written))
            {
                if (seen.Add(image))
                {
                    ReadImage(context, image, YoloLabels.Find(context.Folder, image), split, set);
                }
            }
        }

        return set;
    }

    private static bool IsConfiguration(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" or ".data";

    private static YoloConfiguration? Configuration(ReadingContext context)
    {
        foreach (string path in context.Candidates(1, ".yaml", ".yml", ".data"))
        {
            YoloConfiguration? found = path.EndsWith(".data", StringComparison.OrdinalIgnoreCase)
                ? YoloConfiguration.OfData(context, path)
                : YoloConfiguration.OfYaml(context, path);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<string> ImagesOf(ReadingContext context, string source, string written)
    {
        DataFolder folder = context.Folder;
        string from = Path.GetDirectoryName(source)!;
        if (folder.FindEntry(written, from, path => folder.FolderExists(path) && path != folder.Root) is { } images)
        {
            return folder.AllImages(images);
        }

        if (folder.FindEntry(written, from, folder.FileExists) is not { } list)
        {
            context.Fault(source, 0, $"\"{written}\" is neither a folder nor a list of images in {folder.Root}.");
            return [];
        }

        return context.Lines(list).Where(line => line.Text.Trim().Length > 0)
            .Select(line => context.Image(line.Text, list, line.Number, Path.GetDirectoryName(list)!, folder.Root)).OfType<(string Path, bool Exists)>()
            .Where(image => image.Exists).Select(image => image.Path);
    }

    /// <summary>Every image with the labels of its name, and every labels file with its image.</summary>
    private static void ReadLoose(ReadingContext context, SourceSet set)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (string image in context.Images.AllImages(context.Images.Root))
        {
            string? labels = YoloLabels.Find(context.Folder, image);
            if (labels is not null)
            {
                used.Add(labels);
            }

            ReadImage(context, image, labels, SplitName.OfFolders(context.Images.Root, image), set);
        }

        foreach (string orphan in Labels(context.Folder).Where(path => !used.Contains(path) && IsLabels(context, path)))
        {
            context.Fault(orphan, 0, "its image is missing.");
        }
    }

    private static void ReadImage(ReadingContext context, string path, string? labels, string? split, SourceSet set) => context.Try(labels ?? path, () =>
    {
        List<YoloLabels.Item> items = labels is null ? [] : YoloLabels.Read(context, labels, set.ClassNames);
        ImageFileInfo size;
        try
        {
            size = ImageFileInfo.Read(path);
        }
        catch (InvalidDataException) when (items.Count == 0)
        {
            // Nothing to scale: whoever opens the image will say what is wrong with it.
            set.Images.Add(new SourceImage { Path = path, File = labels ?? path, Split = split });
            return;
        }

        set.Images.Add(new SourceImage
        {
            Path = path,
            Width = size.UprightWidth,
            Height = size.UprightHeight,
            File = labels ?? path,
            Split = split,
            Objects = [.. items.Select(item => item.At(size.UprightWidth, size.UprightHeight))],
        });
    });

    private static IEnumerable<string> Labels(DataFolder folder) =>
        folder.AllFiles(folder.Root, 5, ".txt").Where(path => !ClassFiles.IsClassFile(path));

    private static bool IsLabels(ReadingContext context, string path)
    {
        try
        {
            string? first = context.Lines(path).Select(line => line.Text.Trim()).FirstOrDefault(text => text.Length > 0);
            string[] words = first?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];
            return words.Length >= 5 && words.All(word => Delimited.TryNumber(word, out _)) && words.Skip(1).All(word => Delimited.TryNumber(word, out double share) && share is >= -1 and <= 2);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
