using System.Globalization;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Gives classes their ids and judges boxes: the same for every format.</summary>
internal static class DatasetAssembler
{
    public static DetectionDataset Assemble(SourceSet source, DatasetOptions options)
    {
        IReadOnlyList<string> classNames = options.ClassNames ?? ClassNames(source);
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        for (int i = 0; i < classNames.Count; i++)
        {
            if (!ids.TryAdd(classNames[i], i))
            {
                string fault = $"The class \"{classNames[i]}\" is given twice.";
                throw options.ClassNames is null ? new InvalidDataException($"{source.Folder}: {fault}") : new ArgumentException(fault, nameof(options));
            }
        }

        List<DatasetFinding> findings = [.. source.Faults];
        List<AnnotatedImage> images = new(source.Images.Count);
        foreach (SourceImage image in source.Images)
        {
            if (options.Split is null || image.Split == options.Split)
            {
                images.Add(Convert(image, ids, options.BadBoxes, findings));
            }
        }

        if (options.Split is not null && images.Count == 0 && source.Images.Count > 0)
        {
            string known = string.Join(", ", source.Images.Select(image => image.Split).OfType<string>().Distinct());
            throw new InvalidDataException($"{source.Folder} has no part \"{options.Split}\"; it has {(known.Length > 0 ? known : "none")}.");
        }

        return new DetectionDataset(source.Folder, classNames, images, findings) { Format = source.Format, Recognition = source.Recognition };
    }

    /// <summary>The set's own list, with names it forgot at the end; else the names that occur, numbers by value, else by code point.</summary>
    public static IReadOnlyList<string> ClassNames(SourceSet source)
    {
        HashSet<string> names = [.. source.FurtherClasses];
        foreach (SourceImage image in source.Images)
        {
            foreach (SourceObject item in image.Objects)
            {
                names.Add(item.Class);
            }
        }

        if (source.ClassNames is { } list)
        {
            names.ExceptWith(list);
            return names.Count == 0 ? list : [.. list, .. names.Order(StringComparer.Ordinal)];
        }

        return names.All(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. names.OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The box by this library's convention.</summary>
    public static BoxXyxy BoxOf(in SourceObject item) =>
        new((float)(item.X1 - item.Shift), (float)(item.Y1 - item.Shift), (float)item.X2, (float)item.Y2);

    /// <summary>The four numbers as the file has them.</summary>
    public static string Written(in SourceObject item) => FormattableString.Invariant($"{item.X1}, {item.Y1}, {item.X2}, {item.Y2}");

    private static AnnotatedImage Convert(SourceImage image, Dictionary<string, int> ids, BadBoxPolicy policy, List<DatasetFinding> findings)
    {
        List<AnnotatedObject> objects = new(image.Objects.Count);
        for (int i = 0; i < image.Objects.Count; i++)
        {
            SourceObject item = image.Objects[i];
            if (!ids.TryGetValue(item.Class, out int classId))
            {
                throw new InvalidDataException(
                    $"{image.File}({item.Line}): object {i} is of class \"{item.Class}\", which is none of {string.Join(", ", ids.Keys)}.");
            }

            if (Settle(image, item, i, policy, findings) is { } box)
            {
                objects.Add(new AnnotatedObject(box, classId, item.Difficult, item.IsCrowd, item.Area));
            }
        }

        return new AnnotatedImage(image.Path, image.Width, image.Height, objects) { Split = image.Split };
    }

    /// <summary>The box as the policy wants it, or null where it is left out.</summary>
    private static BoxXyxy? Settle(SourceImage image, in SourceObject item, int index, BadBoxPolicy policy, List<DatasetFinding> findings)
    {
        BoxXyxy box = BoxOf(item);
        bool sized = image.Width > 0 && image.Height > 0;
        BoxXyxy clipped = sized ? box.Clip(image.Width, image.Height) : box;
        if (box.IsProper && clipped == box)
        {
            return box;
        }

        string fault = box.IsProper
            ? FormattableString.Invariant($"reaches outside the image of {image.Width}x{image.Height} pixels")
            : "has no area";
        string message = $"object {index} ({item.Class}), box {Written(item)}, {fault}";
        if (policy == BadBoxPolicy.Fail)
        {
            throw new InvalidDataException($"{image.File}({item.Line}): {message}.");
        }

        bool keep = policy == BadBoxPolicy.Clip && box.IsProper && clipped.IsProper;
        DatasetFindingKind kind = keep ? DatasetFindingKind.BoxClipped : DatasetFindingKind.BoxSkipped;
        findings.Add(new DatasetFinding(kind, image.File, item.Line, message));
        return keep ? clipped : null;
    }
}
