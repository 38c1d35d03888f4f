using System.Globalization;
using System.Xml;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>HTML that is also XML: every element is closed, every text escaped, characters XML forbids replaced by U+FFFD.</summary>
internal sealed class MarkupWriter : IDisposable
{
    private static readonly HashSet<string> SelfClosing =
        ["meta", "br", "img", "path", "line", "rect", "circle"];

    private readonly XmlWriter _xml;
    private readonly Stack<string> _open = new();

    public MarkupWriter(TextWriter writer)
    {
        // Entitize nothing and replace no line ends: the bytes are the same on every system.
        _xml = XmlWriter.Create(writer, new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            ConformanceLevel = ConformanceLevel.Fragment,
            CheckCharacters = false,
            NewLineHandling = NewLineHandling.None,
            CloseOutput = false,
        });
    }

    /// <summary>The level of a block's own heading: 2, or 3 under a section's heading.</summary>
    public int HeadingLevel { get; set; } = 2;

    public void Dispose() => _xml.Dispose();

    public MarkupWriter Open(string element)
    {
        _xml.WriteStartElement(element);
        _open.Push(element);
        return this;
    }

    public MarkupWriter Open(string element, string cssClass) => Open(element).Attribute("class", cssClass);

    public MarkupWriter Attribute(string name, string value)
    {
        _xml.WriteAttributeString(name, Clean(value));
        return this;
    }

    /// <summary>A coordinate or a length, to a hundredth.</summary>
    public MarkupWriter Attribute(string name, double value) => Attribute(name, Coordinate(value));

    public MarkupWriter Text(string value)
    {
        _xml.WriteString(Clean(value));
        return this;
    }

    public MarkupWriter Close()
    {
        if (SelfClosing.Contains(_open.Pop()))
        {
            _xml.WriteEndElement();
        }
        else
        {
            // HTML reads <p /> as an opening tag.
            _xml.WriteFullEndElement();
        }

        return this;
    }

    public MarkupWriter Element(string element, string text) => Open(element).Text(text).Close();

    public MarkupWriter Element(string element, string cssClass, string text) => Open(element, cssClass).Text(text).Close();

    /// <summary>A block's heading; null or blank writes nothing.</summary>
    public MarkupWriter Heading(string? text) =>
        string.IsNullOrWhiteSpace(text) ? this : Element(HeadingLevel == 2 ? "h2" : "h3", "title", text);

    /// <summary>A line under a block; null or blank writes nothing.</summary>
    public MarkupWriter Note(string? text) => string.IsNullOrWhiteSpace(text) ? this : Element("p", "note", text);

    public MarkupWriter DataUri(string name, string mediaType, byte[] content)
    {
        _xml.WriteStartAttribute(name);
        _xml.WriteString($"data:{mediaType};base64,");
        _xml.WriteBase64(content, 0, content.Length);
        _xml.WriteEndAttribute();
        return this;
    }

    public MarkupWriter Line()
    {
        _xml.WriteWhitespace("\n");
        return this;
    }

    public static string Coordinate(double value) =>
        (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Clean(string text)
    {
        char[]? cleaned = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
                continue;
            }

            cleaned ??= text.ToCharArray();
            cleaned[i] = '\uFFFD';
        }

        return cleaned is null ? text : new string(cleaned);
    }
}
