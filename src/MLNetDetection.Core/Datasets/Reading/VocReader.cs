namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Pascal VOC.</summary>
internal sealed class VocReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.PascalVoc;

    public override string Looks => "a folder Annotations of .xml files, or .xml files beside images, with the root <annotation>";

    public override string? Recognise(ReadingContext context)
    {
        if (context.File is { } file)
        {
            return file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? "an .xml file" : null;
        }

        return PascalVocFolder.Find(context) is { } found
            ? found.Official ? $"a folder {Path.GetRelativePath(context.Folder.Root, Path.Combine(found.Root, "Annotations"))} of .xml files" : ".xml files beside images"
            : null;
    }

    public override SourceSet Read(ReadingContext context)
    {
        if (context.File is { } single)
        {
            SourceSet one = new() { Folder = context.Folder.Root, Format = Format, Faults = context.Faults };
            PascalVocFolder beside = PascalVocFolder.Beside(context);
            ReadFile(beside, single, null, context, one);
            return one;
        }

        PascalVocFolder source = PascalVocFolder.Open(context);
        SourceSet set = new() { Folder = source.Root, Format = Format, Faults = context.Faults, ClassNames = context.ClassFile() };
        IReadOnlyDictionary<string, string> splits = context.Options.Split is null ? source.Splits() : new Dictionary<string, string>();
        IReadOnlyList<string> files = source.Files(context.Options.Split);
        foreach (string path in files)
        {
            ReadFile(source, path, context.Options.Split ?? splits.GetValueOrDefault(path), context, set);
        }

        if (context.Options.Split is not null && context.Options.ClassNames is null && set.ClassNames is null)
        {
            AddFurtherClasses(source, files, set);
        }

        return set;
    }

    private static void ReadFile(PascalVocFolder source, string path, string? split, ReadingContext context, SourceSet set) => context.Try(path, () =>
    {
        if (!context.Folder.FileExists(path))
        {
            throw new InvalidDataException($"{path} is missing.");
        }

        PascalVocFile file = PascalVocFile.Read(path);
        string? image = context.Options.FindImages ? source.FindImage(path, file.FileName, context.Images) : null;
        if (image is null && context.Options.FindImages && !context.KeepMissing)
        {
            throw new InvalidDataException($"{path}: its image \"{file.FileName ?? Path.GetFileNameWithoutExtension(path)}\" is missing.");
        }

        double shift = context.Options.Pixels == VocPixels.OneBasedInclusive ? 1 : 0;
        set.Images.Add(new SourceImage
        {
            Path = image ?? source.ExpectedImage(path, file.FileName),
            Exists = image is not null,
            Width = file.Width,
            Height = file.Height,
            File = path,
            Split = split,
            Objects = [.. file.Items.Select(item => new SourceObject(item.Name, item.Edges[0], item.Edges[1], item.Edges[2], item.Edges[3], item.Line)
            {
                // VOC counts pixels from 1 and includes the last: its edges are one to the left of the first, and the last itself.
                Shift = shift,
                Difficult = item.Difficult,
            })],
        });
    });

    /// <summary>All names in the whole folder, so that the ids of one split are those of the others.</summary>
    private static void AddFurtherClasses(PascalVocFolder source, IReadOnlyList<string> read, SourceSet set)
    {
        foreach (string path in source.Files(null).Except(read))
        {
            try
            {
                set.FurtherClasses.UnionWith(PascalVocFile.Read(path).Items.Select(item => item.Name));
            }
            catch (InvalidDataException)
            {
                // A fault outside the split is for those who read that part.
            }
        }
    }
}
