using System.Text;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>Pictures with their boxes as a layer of SVG over each.</summary>
internal sealed class PicturesBlock(PictureGrid grid) : IReportBlock
{
    // What a screen reader should have to say about one picture.
    private const int MostNamedBoxes = 8;

    public void Write(MarkupWriter markup)
    {
        markup.Open("section", "block").Heading(grid.Title);
        if (grid.Pictures.Count == 0)
        {
            markup.Element("p", "none", "No pictures.").Close();
            return;
        }

        WriteLegend(markup);
        markup.Open("div", "pictures").Line();
        foreach (ReportPicture picture in grid.Pictures)
        {
            WritePicture(markup, picture);
        }

        markup.Close().Close();
    }

    private static void WritePicture(MarkupWriter markup, ReportPicture picture)
    {
        markup.Open("figure", "picture").Open("div", "layers");
        markup.Open("img").Attribute("width", picture.Width).Attribute("height", picture.Height)
            .Attribute("alt", Description(picture)).DataUri("src", picture.MediaType, picture.Encoded).Close();
        if (picture.Boxes.Count > 0)
        {
            new BoxLayer(picture.Width, picture.Height, picture.Boxes).Write(markup);
        }

        markup.Close();
        if (!string.IsNullOrWhiteSpace(picture.Caption))
        {
            markup.Element("figcaption", picture.Caption);
        }

        markup.Close().Line();
    }

    private static string Description(ReportPicture picture)
    {
        var text = new StringBuilder(picture.Caption);
        Append(text, "True", [.. picture.Boxes.Where(box => box.IsTruth)]);
        Append(text, "Predicted", [.. picture.Boxes.Where(box => !box.IsTruth).OrderByDescending(box => box.Score ?? 0)]);
        return text.Length == 0 ? "Picture without boxes" : text.ToString();
    }

    private static void Append(StringBuilder text, string kind, ReportBox[] boxes)
    {
        if (boxes.Length == 0)
        {
            return;
        }

        text.Append(text.Length > 0 ? ". " : "").Append(kind).Append(": ")
            .AppendJoin(", ", boxes.Take(MostNamedBoxes).Select(BoxOrder.Name));
        if (boxes.Length > MostNamedBoxes)
        {
            text.Append(" and ").Append(boxes.Length - MostNamedBoxes).Append(" more");
        }
    }

    private void WriteLegend(MarkupWriter markup)
    {
        ReportBox[] boxes = [.. grid.Pictures.SelectMany(picture => picture.Boxes)];
        if (boxes.Length == 0)
        {
            return;
        }

        markup.Open("ul", "legend");
        WriteLine(markup, boxes, isTruth: false, "predicted", "solid");
        WriteLine(markup, boxes, isTruth: true, "true", "dashed");
        foreach (ReportBox box in boxes.DistinctBy(box => (box.ClassId, box.Label)).OrderBy(box => box.ClassId))
        {
            markup.Open("li").Open("span", "swatch").Attribute("style", "background:" + ClassColours.Of(box.ClassId)).Close()
                .Element("span", box.Label).Close();
        }

        markup.Close().Line();
    }

    private static void WriteLine(MarkupWriter markup, ReportBox[] boxes, bool isTruth, string name, string cssClass)
    {
        if (boxes.Any(box => box.IsTruth == isTruth))
        {
            markup.Open("li").Open("span", "line " + cssClass).Close().Element("span", name).Close();
        }
    }
}
