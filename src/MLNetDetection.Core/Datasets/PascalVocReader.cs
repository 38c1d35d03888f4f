using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Datasets;

/// <summary>
/// Reads Pascal VOC annotations: VOC's own folders (Annotations, JPEGImages, ImageSets/Main), or a folder, perhaps divided
/// into train and test, whose images have their .xml beside them. Images are found, not opened.
/// </summary>
public static class PascalVocReader
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The set's folder, or one above it that holds nothing else.</param>
    /// <param name="options">Split, classes, pixels and policies; null takes the defaults.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The set is faulty and the options say to fail; the message names file, line and object.</exception>
    public static DetectionDataset Read(string folder, PascalVocOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        options ??= new PascalVocOptions();
        PascalVocFolder source = PascalVocFolder.Open(folder);
        List<DatasetFinding> findings = [];
        List<(PascalVocFile File, string Image)> files = [];
        foreach (string path in source.Files(options.Split))
        {
            if (TryOpen(source, path, options.BadFiles, findings) is { } opened)
            {
                files.Add(opened);
            }
        }

        IReadOnlyList<string> classNames = options.ClassNames ?? FindClasses(source, options, files);
        Dictionary<string, int> ids = [];
        for (int i = 0; i < classNames.Count; i++)
        {
            if (!ids.TryAdd(classNames[i], i))
            {
                throw new ArgumentException($"The class \"{classNames[i]}\" is given twice.", nameof(options));
            }
        }

        return new DetectionDataset(
            source.Root, classNames, [.. files.Select(file => Convert(file.File, file.Image, ids, options, findings))], findings);
    }

    private static (PascalVocFile File, string Image)? TryOpen(
        PascalVocFolder source, string path, BadFilePolicy policy, List<DatasetFinding> findings)
    {
        try
        {
            PascalVocFile file = PascalVocFile.Read(path);
            string image = source.FindImage(path, file.FileName)
                ?? throw new InvalidDataException($"{path}: its image \"{file.FileName ?? Path.GetFileNameWithoutExtension(path)}\" is missing.");
            return (file, image);
        }
        catch (InvalidDataException e) when (policy == BadFilePolicy.Skip)
        {
            findings.Add(new DatasetFinding(DatasetFindingKind.ImageSkipped, path, 0, e.Message));
            return null;
        }
    }

    /// <summary>All names in the whole folder, so that the ids of one split are those of the others.</summary>
    private static string[] FindClasses(
        PascalVocFolder source, PascalVocOptions options, List<(PascalVocFile File, string Image)> files)
    {
        HashSet<string> names = [.. files.SelectMany(file => file.File.Items).Select(item => item.Name)];
        if (options.Split is not null)
        {
            HashSet<string> read = [.. files.Select(file => file.File.Path)];
            foreach (string path in source.Files(null).Where(path => !read.Contains(path)))
            {
                try
                {
                    names.UnionWith(PascalVocFile.Read(path).Items.Select(item => item.Name));
                }
                catch (InvalidDataException)
                {
                    // A fault outside the split is for those who read that part.
                }
            }
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static AnnotatedImage Convert(
        PascalVocFile file, string image, Dictionary<string, int> ids, PascalVocOptions options, List<DatasetFinding> findings)
    {
        List<AnnotatedObject> objects = [];
        for (int i = 0; i < file.Items.Count; i++)
        {
            PascalVocFile.Item item = file.Items[i];
            if (!ids.TryGetValue(item.Name, out int classId))
            {
                throw new InvalidDataException(
                    $"{file.Path}({item.Line}): object {i} is of class \"{item.Name}\", which is none of {string.Join(", ", ids.Keys)}.");
            }

            // VOC counts pixels from 1 and includes the last: its edges are one to the left of the first, and the last itself.
            double shift = options.Pixels == VocPixels.OneBasedInclusive ? 1 : 0;
            BoxXyxy box = new(
                (float)(item.Edges[0] - shift), (float)(item.Edges[1] - shift), (float)item.Edges[2], (float)item.Edges[3]);
            if (Settle(box, file, item, i, options.BadBoxes, findings) is { } settled)
            {
                objects.Add(new AnnotatedObject(settled, classId, item.Difficult));
            }
        }

        return new AnnotatedImage(image, file.Width, file.Height, objects);
    }

    /// <summary>The box as the policy wants it, or null where it is left out.</summary>
    private static BoxXyxy? Settle(
        BoxXyxy box, PascalVocFile file, PascalVocFile.Item item, int index, BadBoxPolicy policy, List<DatasetFinding> findings)
    {
        bool sized = file.Width > 0 && file.Height > 0;
        BoxXyxy clipped = sized ? box.Clip(file.Width, file.Height) : box;
        if (box.IsProper && clipped == box)
        {
            return box;
        }

        string edges = FormattableString.Invariant($"{item.Edges[0]}, {item.Edges[1]}, {item.Edges[2]}, {item.Edges[3]}");
        string fault = box.IsProper
            ? FormattableString.Invariant($"reaches outside the image of {file.Width}x{file.Height} pixels")
            : "has no area";
        string message = $"object {index} ({item.Name}), box {edges}, {fault}";
        if (policy == BadBoxPolicy.Fail)
        {
            throw new InvalidDataException($"{file.Path}({item.Line}): {message}.");
        }

        bool keep = policy == BadBoxPolicy.Clip && box.IsProper && clipped.IsProper;
        DatasetFindingKind kind = keep ? DatasetFindingKind.BoxClipped : DatasetFindingKind.BoxSkipped;
        findings.Add(new DatasetFinding(kind, file.Path, item.Line, message));
        return keep ? clipped : null;
    }
}
