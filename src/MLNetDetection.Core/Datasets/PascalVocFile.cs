using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace MLNetDetection.Core.Datasets;

/// <summary>One annotation file of Pascal VOC, numbers as written.</summary>
internal sealed class PascalVocFile
{
    private const long MaximumCharacters = 64 << 20;

    private PascalVocFile(string path)
    {
        Path = path;
    }

    public string Path { get; }

    public string? FileName { get; private init; }

    public int Width { get; private init; }

    public int Height { get; private init; }

    public List<Item> Items { get; } = [];

    /// <summary>Reads a file; DTDs and entities are refused.</summary>
    /// <exception cref="InvalidDataException">It is not VOC's XML; the message names file and line.</exception>
    public static PascalVocFile Read(string path)
    {
        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaximumCharacters,
        };
        try
        {
            using FileStream stream = File.OpenRead(path);
            using XmlReader reader = XmlReader.Create(stream, settings);
            return Parse(path, XDocument.Load(reader, LoadOptions.SetLineInfo).Root!);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"{path}({e.LineNumber}): {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static PascalVocFile Parse(string path, XElement root)
    {
        if (root.Name.LocalName != "annotation")
        {
            throw new InvalidDataException($"{path}({Line(root)}): the root is <{root.Name.LocalName}>, not Pascal VOC's <annotation>.");
        }

        XElement? size = root.Element("size");
        PascalVocFile file = new(path)
        {
            FileName = root.Element("filename")?.Value,
            Width = size?.Element("width") is { } width ? (int)Number(path, width, int.MaxValue) : 0,
            Height = size?.Element("height") is { } height ? (int)Number(path, height, int.MaxValue) : 0,
        };

        // Direct children only: an object may have parts with names and boxes of their own.
        int index = 0;
        foreach (XElement item in root.Elements("object"))
        {
            file.Items.Add(ParseItem(path, item, index++));
        }

        return file;
    }

    private static Item ParseItem(string path, XElement item, int index)
    {
        XElement name = Child(path, item, "name", index);
        if (string.IsNullOrWhiteSpace(name.Value))
        {
            throw new InvalidDataException($"{path}({Line(name)}): object {index} has an empty <name>.");
        }

        XElement box = Child(path, item, "bndbox", index);
        double[] edges = new double[4];
        string[] names = ["xmin", "ymin", "xmax", "ymax"];
        for (int i = 0; i < edges.Length; i++)
        {
            edges[i] = Number(path, Child(path, box, names[i], index), double.MaxValue);
        }

        bool difficult = item.Element("difficult")?.Value.Trim() is "1" or "true" or "True";
        return new Item(name.Value.Trim(), Line(item), edges, difficult);
    }

    private static XElement Child(string path, XElement parent, string name, int index) => parent.Element(name)
        ?? throw new InvalidDataException($"{path}({Line(parent)}): object {index} has no <{name}>.");

    private static double Number(string path, XElement element, double most) =>
        double.TryParse(element.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value) && Math.Abs(value) <= most
            ? value
            : throw new InvalidDataException($"{path}({Line(element)}): <{element.Name.LocalName}> is \"{element.Value}\", not a number.");

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;

    /// <summary>One marked object.</summary>
    /// <param name="Name">Of the class.</param>
    /// <param name="Line">1-based, of the object element.</param>
    /// <param name="Edges">xmin, ymin, xmax, ymax as written.</param>
    /// <param name="Difficult">The flag.</param>
    internal sealed record Item(string Name, int Line, double[] Edges, bool Difficult);
}
