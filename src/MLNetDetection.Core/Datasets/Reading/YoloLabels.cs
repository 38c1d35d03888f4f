namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>The labels file of one image.</summary>
internal static class YoloLabels
{
    private static readonly string[] _folders = ["labels", "Labels", "annotations", "Annotations", "."];

    /// <summary>The file of an image's name: beside it, or in the folder that stands for its "images"; null where there is none.</summary>
    public static string? Find(DataFolder folder, string image)
    {
        string name = Path.GetFileNameWithoutExtension(image) + ".txt";
        string own = Path.GetDirectoryName(image)!;
        string[] parts = Path.GetRelativePath(folder.Root, own).Split(Path.DirectorySeparatorChar);
        int images = Array.FindLastIndex(parts, part => part.Equals("images", StringComparison.OrdinalIgnoreCase) || part == "JPEGImages");
        foreach (string other in images >= 0 ? _folders : [])
        {
            string path = Path.GetFullPath(Path.Combine([folder.Root, .. parts[..images], other, .. parts[(images + 1)..], name]));
            if (folder.FileExists(path))
            {
                return path;
            }
        }

        string beside = Path.Combine(own, name);
        string below = Path.Combine(own, "labels", name);
        return folder.FileExists(beside) ? beside : folder.FileExists(below) ? below : null;
    }

    /// <exception cref="InvalidDataException">A line is no box or outline; the message names file and line.</exception>
    public static List<Item> Read(ReadingContext context, string path, IReadOnlyList<string>? names)
    {
        List<Item> items = [];
        foreach (var (number, text) in context.Lines(path))
        {
            string[] words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            string place = $"{path}({number})";
            if (words.Length != 5 && (words.Length < 7 || words.Length % 2 == 0))
            {
                throw new InvalidDataException($"{place}: {words.Length} numbers; expected class, centre and size, or class and the points of an outline.");
            }

            double[] values = [.. words.Select(word => Delimited.Number(word, place))];
            string name = ClassIds.Name(values[0], names, place);
            items.Add(words.Length == 5
                ? new Item(name, values[1] - (values[3] / 2), values[2] - (values[4] / 2), values[1] + (values[3] / 2), values[2] + (values[4] / 2), number)
                : Around(name, values, number));
        }

        return items;
    }

    private static Item Around(string name, double[] values, int line)
    {
        double[] across = [.. values.Where((_, i) => i % 2 == 1)], down = [.. values.Skip(1).Where((_, i) => i % 2 == 1)];
        return new Item(name, across.Min(), down.Min(), across.Max(), down.Max(), line);
    }

    /// <summary>A box in shares of the picture.</summary>
    internal readonly record struct Item(string Class, double Left, double Top, double Right, double Bottom, int Line)
    {
        // Six decimals of a share are a few thousandths of a pixel: over the edge by that little is at the edge.
        private const double Rounding = 0.01;

        public SourceObject At(int width, int height) =>
            new(Class, Edge(Left * width, width), Edge(Top * height, height), Edge(Right * width, width), Edge(Bottom * height, height), Line);

        private static double Edge(double value, int size) =>
            value < 0 && value > -Rounding ? 0 : value > size && value < size + Rounding ? size : value;
    }
}
