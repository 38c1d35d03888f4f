using System.Globalization;
using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>
/// mmdetection's middle form as JSON: an array of {filename, width, height, ann: {bboxes, labels, bboxes_ignore, labels_ignore}}.
/// Ignored boxes are difficult objects; class ids are 0-based, their names in classes.txt.
/// </summary>
internal sealed class MmdetectionJsonReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.MmdetectionJson;

    public override string Looks => "a .json that is an array of objects with \"filename\" and \"ann\"";

    public override string? Recognise(ReadingContext context) =>
        Files(context).FirstOrDefault() is { } file ? $"{Path.GetRelativePath(context.Folder.Root, file)}, an array of images with ann" : null;

    public override SourceSet Read(ReadingContext context) => ReadEach(context, Files(context), (path, set) => ReadFile(context, path, set));

    private static IEnumerable<string> Files(ReadingContext context) =>
        context.Candidates(2, ".json").Where(path => context.KindOf(path) == JsonKind.Mmdetection);

    private static void ReadFile(ReadingContext context, string path, SourceSet set)
    {
        using JsonDocument document = JsonSettings.Load(context, path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{path}: expected an array of images, found {document.RootElement.ValueKind}.");
        }

        string? split = SplitName.Of(Path.GetFileNameWithoutExtension(path));
        string folder = Path.GetDirectoryName(path)!;
        int record = 0;
        foreach (JsonElement entry in document.RootElement.EnumerateArray())
        {
            string place = $"{path}: image {++record}";
            if (context.Image(entry.Text("filename", place), path, record, folder, Path.Combine(folder, "images")) is not { } found)
            {
                continue;
            }

            SourceImage image = new()
            {
                Path = found.Path,
                Exists = found.Exists,
                Width = entry.Size("width", place),
                Height = entry.Size("height", place),
                File = path,
                Line = record,
                Split = split,
            };
            if (entry.Optional("ann") is { } ann)
            {
                AddBoxes(ann, "bboxes", "labels", place, record, set.ClassNames, image);
                AddBoxes(ann, "bboxes_ignore", "labels_ignore", place, record, set.ClassNames, image);
            }

            set.Images.Add(image);
        }
    }

    private static void AddBoxes(
        JsonElement ann, string boxesName, string labelsName, string place, int record, IReadOnlyList<string>? classNames, SourceImage image)
    {
        JsonElement[] boxes = [.. ann.Items(boxesName, place)], labels = [.. ann.Items(labelsName, place)];
        bool ignored = boxesName == "bboxes_ignore";
        if (labels.Length != boxes.Length && !(ignored && labels.Length == 0))
        {
            throw new InvalidDataException($"{place} has {boxes.Length} \"{boxesName}\" and {labels.Length} \"{labelsName}\".");
        }

        for (int i = 0; i < boxes.Length; i++)
        {
            string what = $"{place}, {boxesName} {i}";
            if (boxes[i].ValueKind != JsonValueKind.Array || boxes[i].GetArrayLength() < 4)
            {
                throw new InvalidDataException($"{what} is not four numbers.");
            }

            double[] edges = [.. boxes[i].EnumerateArray().Take(4).Select(edge => JsonFields.Number(edge, what))];

            // Ignored boxes may come without a class: they are taken for the first one, which an ignored box is not learnt as anyway.
            double label = labels.Length > 0 ? JsonFields.Number(labels[i], $"{what}, its label") : 0;
            image.Objects.Add(new SourceObject(ClassIds.Name(label, classNames, what), edges[0], edges[1], edges[2], edges[3], record) { Difficult = ignored });
        }
    }
}
