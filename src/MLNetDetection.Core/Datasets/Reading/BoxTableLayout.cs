namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Which cell of a table means what, by its header; null where a table of boxes has other columns.</summary>
internal sealed record BoxTableLayout(char Separator, int Image, int Class, int[] Edges, int Width, int Height, int Difficult, int Crowd, int Area, int Split)
{
    private static readonly string[] _image = ["image", "filename", "file_name", "image_path", "imagepath", "path", "file", "img", "image_id"];
    private static readonly string[] _class = ["class", "label", "class_name", "classname", "name", "cell_type", "category", "labelname"];

    private static readonly string[][] _edges =
    [
        ["xmin", "x1", "x0", "left", "x_min"], ["ymin", "y1", "y0", "top", "y_min"],
        ["xmax", "x2", "x1", "right", "x_max"], ["ymax", "y2", "y1", "bottom", "y_max"],
    ];

    /// <summary>True where the header is VoTT's own, no more and no less.</summary>
    public bool IsVott { get; private init; }

    /// <summary>The layout that a header line describes, or null.</summary>
    public static BoxTableLayout? Of(string header)
    {
        if (Delimited.SeparatorOf(header) is not { } separator)
        {
            return null;
        }

        List<string> cells;
        try
        {
            cells = [.. Delimited.Split(header.TrimStart('\uFEFF'), separator, "header").Select(cell => cell.Trim().ToLowerInvariant())];
        }
        catch (InvalidDataException)
        {
            return null;
        }

        // "x1" is the left edge beside an "x2", and the right one beside an "x0".
        bool fromZero = cells.Contains("x0");
        int[] edges = [.. _edges.Select((names, i) => Find(cells, i < 2 && fromZero ? [names[2]] : names))];
        int image = Find(cells, _image), label = Find(cells, _class);
        return image < 0 || label < 0 || edges.Any(edge => edge < 0)
            ? null
            : new BoxTableLayout(
                separator, image, label, edges, Find(cells, ["width", "image_width"]), Find(cells, ["height", "image_height"]),
                Find(cells, ["difficult"]), Find(cells, ["iscrowd", "is_crowd"]), Find(cells, ["area"]), Find(cells, ["split", "set"]))
            {
                IsVott = cells.SequenceEqual(["image", "xmin", "ymin", "xmax", "ymax", "label"]) && separator == ',',
            };
    }

    private static int Find(List<string> cells, string[] names) => names.Select(name => cells.IndexOf(name)).FirstOrDefault(index => index >= 0, -1);
}
