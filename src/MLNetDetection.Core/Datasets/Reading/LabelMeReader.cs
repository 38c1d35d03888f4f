using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>LabelMe's JSON, one file for each image. Shapes that are no rectangle become the box around their points.</summary>
internal sealed class LabelMeReader : AnnotationReader
{
    public override AnnotationFormat Format => AnnotationFormat.LabelMe;

    public override string Looks => ".json files with \"shapes\" and \"imagePath\"";

    public override string? Recognise(ReadingContext context)
    {
        int count = Files(context).Count();
        return count > 0 ? $"{count} .json with shapes" : null;
    }

    public override SourceSet Read(ReadingContext context) => ReadEach(context, Files(context), (path, set) => ReadFile(context, path, set));

    private static IEnumerable<string> Files(ReadingContext context) =>
        context.Candidates(3, ".json").Where(path => context.KindOf(path) == JsonKind.LabelMe);

    private static void ReadFile(ReadingContext context, string path, SourceSet set)
    {
        using JsonDocument document = JsonSettings.Load(context, path);
        JsonElement root = document.RootElement;
        string folder = Path.GetDirectoryName(path)!;
        if (context.Image(root.Text("imagePath", path), path, 0, folder) is not { } found)
        {
            return;
        }

        SourceImage image = new()
        {
            Path = found.Path,
            Exists = found.Exists,
            Width = root.Size("imageWidth", path),
            Height = root.Size("imageHeight", path),
            File = path,
            Split = SplitName.OfFolders(context.Folder.Root, path),
        };
        int record = 0;
        foreach (JsonElement shape in root.Items("shapes", path))
        {
            image.Objects.Add(ReadShape(shape, $"{path}: shape {record}", ++record));
        }

        set.Images.Add(image);
    }

    private static SourceObject ReadShape(JsonElement shape, string place, int record)
    {
        string name = shape.Text("label", place).Trim();
        if (name.Length == 0)
        {
            throw new InvalidDataException($"{place} has an empty \"label\".");
        }

        List<(double X, double Y)> points = [];
        foreach (JsonElement point in shape.Items("points", place))
        {
            if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() != 2)
            {
                throw new InvalidDataException($"{place} has a point that is not two numbers.");
            }

            points.Add((JsonFields.Number(point[0], place), JsonFields.Number(point[1], place)));
        }

        if (points.Count == 0)
        {
            throw new InvalidDataException($"{place} has no points.");
        }

        if (shape.OptionalText("shape_type", place) == "circle" && points.Count == 2)
        {
            // Its centre and a point on it.
            (double x, double y) = points[0];
            double radius = Math.Sqrt(Math.Pow(points[1].X - x, 2) + Math.Pow(points[1].Y - y, 2));
            points = [(x - radius, y - radius), (x + radius, y + radius)];
        }

        bool difficult = shape.Optional("flags") is { } flags && flags.Optional("difficult") is { ValueKind: JsonValueKind.True };
        return new SourceObject(name, points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y), record) { Difficult = difficult };
    }
}
