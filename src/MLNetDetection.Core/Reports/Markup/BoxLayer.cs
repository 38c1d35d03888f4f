using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>The boxes of a picture: predictions below, annotations on them, labels on top.</summary>
internal sealed class BoxLayer
{
    // An annotation that a prediction of its class covers this well needs no label of its own.
    private const float Found = 0.5f;

    private readonly ReportPicture _picture;
    private readonly List<(ReportBox Box, BoxXyxy Visible)> _truth;
    private readonly List<(ReportBox Box, BoxXyxy Visible)> _predictions;

    public BoxLayer(ReportPicture picture)
    {
        _picture = picture;
        var visible = picture.Boxes
            .Where(box => box.Box.IsProper)
            .Select(box => (Box: box, Visible: box.Box.Clip(picture.Width, picture.Height)))
            .Where(box => box.Visible.IsProper)
            .ToList();
        _truth = [.. visible.Where(box => box.Box.IsTruth)];
        _predictions = [.. visible.Where(box => !box.Box.IsTruth).OrderByDescending(box => box.Box.Score ?? 0)];
    }

    /// <summary>Class and score, such as "cat 0.91".</summary>
    public static string Name(ReportBox box) =>
        box.Score is { } score ? $"{box.Label} {ReportNumber.Fixed(score, 2)}" : box.Label;

    public void Write(MarkupWriter markup)
    {
        markup.Open("svg", "boxes").Attribute("viewBox", $"0 0 {_picture.Width} {_picture.Height}")
            .Attribute("preserveAspectRatio", "none").Attribute("aria-hidden", "true").Line();

        // The best prediction last, over the others.
        for (int i = _predictions.Count - 1; i >= 0; i--)
        {
            WriteBox(markup, "predicted", _predictions[i].Box, _predictions[i].Visible);
        }

        foreach ((ReportBox box, BoxXyxy visible) in _truth)
        {
            WriteBox(markup, "true", box, visible);
        }

        WriteLabels(markup);
        markup.Close();
    }

    private static void WriteBox(MarkupWriter markup, string kind, ReportBox box, BoxXyxy visible)
    {
        markup.Open("g", kind).Element("title", $"{kind}: {Name(box)}");
        WriteRectangle(markup, visible).Attribute("class", "under").Close();
        WriteRectangle(markup, visible).Attribute("stroke", ClassColours.Of(box.ClassId)).Close();
        markup.Close().Line();
    }

    private static MarkupWriter WriteRectangle(MarkupWriter markup, BoxXyxy box) =>
        markup.Open("rect").Attribute("x", box.X1).Attribute("y", box.Y1).Attribute("width", box.Width).Attribute("height", box.Height);

    private void WriteLabels(MarkupWriter markup)
    {
        var places = new LabelPlaces(_picture.Width, _picture.Height, Math.Max(_truth.Count, _predictions.Count));
        IEnumerable<(ReportBox Box, BoxXyxy Visible)> missed = _truth.Where(truth => !_predictions.Exists(prediction =>
            prediction.Box.ClassId == truth.Box.ClassId && prediction.Box.Box.IntersectionOverUnion(truth.Box.Box) >= Found));
        foreach ((ReportBox box, BoxXyxy visible) in _predictions.Concat(missed))
        {
            string text = Name(box);
            if (!string.IsNullOrWhiteSpace(text) && places.Take(visible, text) is { } place)
            {
                WriteLabel(markup, box, text, place, places.FontSize);
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
