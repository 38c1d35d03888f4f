using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>The boxes of a picture as SVG: predictions below, annotations on them, labels on top. <see cref="Css"/> gives it its look.</summary>
internal sealed class BoxLayer(int width, int height, IEnumerable<ReportBox> boxes)
{
    /// <summary>The rules that every page with such a layer needs.</summary>
    public const string Css = """
        .boxes rect { vector-effect: non-scaling-stroke; }
        .boxes .predicted rect, .boxes .true rect { fill: none; pointer-events: all; stroke-width: 2.5; }
        .boxes .predicted .under { stroke-opacity: 0.55; stroke-width: 4.5; }
        .boxes .true rect { stroke-width: 2; stroke-dasharray: 6 4; }
        .boxes .true .under { stroke-opacity: 0.8; stroke-width: 2.5; stroke-dasharray: none; }
        .boxes .label { pointer-events: none; }
        .boxes .label text { font-family: Arial, Helvetica, sans-serif; font-weight: 600; }
        """;

    private const int Crowd = 12;

    private readonly BoxOrder _order = new(width, height, boxes);

    public void Write(MarkupWriter markup)
    {
        markup.Open("svg", "boxes").Attribute("viewBox", $"0 0 {width} {height}")
            .Attribute("preserveAspectRatio", "none").Attribute("aria-hidden", "true").Line();

        // The best prediction last, over the others.
        foreach ((ReportBox box, BoxXyxy visible) in _order.Predictions.Reverse())
        {
            WriteBox(markup, "predicted", box, visible);
        }

        foreach ((ReportBox box, BoxXyxy visible) in _order.Truth)
        {
            WriteBox(markup, "true", box, visible);
        }

        WriteLabels(markup);
        markup.Close();
    }

    private static void WriteBox(MarkupWriter markup, string kind, ReportBox box, BoxXyxy visible)
    {
        markup.Open("g", kind).Element("title", $"{kind}: {BoxOrder.Name(box)}");
        string colour = ClassColours.Of(box.ClassId);

        // A rim that contrasts with the colour, so that dark frames show on dark pictures and light ones on light.
        WriteRectangle(markup, visible).Attribute("class", "under").Attribute("stroke", ClassColours.TextOn(colour)).Close();
        WriteRectangle(markup, visible).Attribute("stroke", colour).Close();
        markup.Close().Line();
    }

    private static MarkupWriter WriteRectangle(MarkupWriter markup, BoxXyxy box) =>
        markup.Open("rect").Attribute("x", box.X1).Attribute("y", box.Y1).Attribute("width", box.Width).Attribute("height", box.Height);

    private void WriteLabels(MarkupWriter markup)
    {
        // A picture is shown some 320 to 400 px wide, which makes this 10 to 14 px.
        double fontSize = width * (Math.Max(_order.Truth.Count, _order.Predictions.Count) > Crowd ? 0.03 : 0.036);
        var places = new LabelPlaces(width, height, fontSize);
        foreach ((ReportBox box, BoxXyxy visible) in _order.Labelled)
        {
            if (LabelText.Fit(box.Label, box.Score, places.LongestText, TextWidth.InEm) is { } text && places.Take(visible, TextWidth.InEm(text)) is { } place)
            {
                WriteLabel(markup, box, text, place, fontSize);
            }
        }
    }

    private static void WriteLabel(MarkupWriter markup, ReportBox box, string text, BoxXyxy place, double fontSize)
    {
        string colour = ClassColours.Of(box.ClassId);
        markup.Open("g", box.IsTruth ? "label missed" : "label");
        WriteRectangle(markup, place).Attribute("fill", colour).Close();

        // The width is only estimated: textLength makes the text keep to it.
        markup.Open("text").Attribute("x", place.X1 + (LabelPlaces.Padding * fontSize)).Attribute("y", place.Y1 + (0.98 * fontSize))
            .Attribute("font-size", fontSize).Attribute("textLength", place.Width - (2 * LabelPlaces.Padding * fontSize))
            .Attribute("lengthAdjust", "spacingAndGlyphs").Attribute("fill", ClassColours.TextOn(colour)).Text(text).Close();
        markup.Close().Line();
    }
}
