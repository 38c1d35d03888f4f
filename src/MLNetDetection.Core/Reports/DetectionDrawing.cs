using System.Globalization;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports.Drawing;
using MLNetDetection.Core.Reports.Markup;

namespace MLNetDetection.Core.Reports;

/// <summary>
/// Draws boxes with labels and scores: predictions solid, annotations dashed, in the colour of the class with a rim that contrasts with it,
/// labels as dark or light text on that colour, so that both can be read on any picture. A label takes room where no other is; in a crowd a
/// box can go without. A long name is cut, so that a label takes no more than half the picture's width, the whole of a small one.
/// </summary>
public static class DetectionDrawing
{
    private const double SmallestFont = 12;

    /// <summary>A copy of a picture with boxes on it, for files and screens.</summary>
    /// <param name="image">Not changed.</param>
    /// <param name="boxes">In pixels of the picture; what lies outside is not drawn.</param>
    /// <remarks>
    /// Labels are written in a face of its own, which has Latin letters. A name that is mostly of other characters gives way to # and the class's id;
    /// a single one becomes an empty box. SVG has them all.
    /// </remarks>
    public static PixelImage Draw(PixelImage image, IEnumerable<ReportBox> boxes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(boxes);
        var result = new PixelImage(image.Width, image.Height, (byte[])image.Rgb.Clone());
        var painter = new PixelPainter(result);
        var order = new BoxOrder(image.Width, image.Height, boxes);
        double fontSize = Math.Max(SmallestFont, 0.02 * Math.Sqrt((double)image.Width * image.Height));
        int line = Math.Max(2, (int)Math.Round(fontSize / 6));
        foreach ((ReportBox box, BoxXyxy visible) in order.Predictions.Reverse())
        {
            string colour = ClassColours.Of(box.ClassId);
            Rim(painter, visible, line, ClassColours.TextOn(colour));
            painter.Frame(visible, line, colour);
        }

        foreach ((ReportBox box, BoxXyxy visible) in order.Truth)
        {
            string colour = ClassColours.Of(box.ClassId);
            painter.Frame(visible, line, ClassColours.TextOn(colour), 0.7);
            painter.Frame(visible, line, colour, dash: 3 * line);
        }

        var places = new LabelPlaces(image.Width, image.Height, fontSize);
        foreach ((ReportBox box, BoxXyxy visible) in order.Labelled)
        {
            string name = StrokeFont.CanWrite(box.Label) ? box.Label : string.Create(CultureInfo.InvariantCulture, $"#{box.ClassId}");
            if (LabelText.Fit(name, box.Score, places.LongestText, StrokeFont.WidthInEm) is { } text
                && places.Take(visible, StrokeFont.WidthInEm(text)) is { } place)
            {
                string colour = ClassColours.Of(box.ClassId);
                painter.Fill(place, colour);
                painter.Text(text, place.X1 + (LabelPlaces.Padding * fontSize), place.Y1, fontSize, ClassColours.TextOn(colour));
            }
        }

        return result;
    }

    /// <summary>A layer of boxes as an SVG document, to lie over the picture; or with the picture in it, for any browser.</summary>
    /// <param name="width">Pixels across in which the boxes count, at least 1.</param>
    /// <param name="height">Pixels down in which the boxes count, at least 1.</param>
    /// <param name="boxes">What lies outside is not drawn.</param>
    /// <param name="encoded">A JPEG, PNG, GIF, BMP or WebP file, which then stands under the boxes; null gives the layer alone.</param>
    /// <exception cref="ArgumentException">The bytes are not of one of these formats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is under 1.</exception>
    public static string ToSvg(int width, int height, IEnumerable<ReportBox> boxes, byte[]? encoded = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(boxes);
        string? type = encoded is null ? null : PictureFormat.MediaTypeOf(encoded)
            ?? throw new ArgumentException("The bytes are not a JPEG, PNG, GIF, BMP or WebP file.", nameof(encoded));
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };

        // The elements below are written without a namespace; the document's own tag, written by hand, gives them SVG's.
        text.Write(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"));
        using (var markup = new MarkupWriter(text))
        {
            markup.Element("style", BoxLayer.Css).Line();
            if (encoded is not null)
            {
                markup.Open("image").Attribute("width", width).Attribute("height", height).Attribute("preserveAspectRatio", "none")
                    .DataUri("href", type!, encoded).Close().Line();
            }

            new BoxLayer(width, height, boxes).Write(markup);
        }

        text.Write("\n</svg>\n");
        return text.ToString();
    }

    private static void Rim(PixelPainter painter, BoxXyxy box, int line, string colour)
    {
        const double cover = 0.5;
        painter.Frame(new BoxXyxy(box.X1 - 1, box.Y1 - 1, box.X2 + 1, box.Y2 + 1), 1, colour, cover);
        if (box.Width > 2 * (line + 1) && box.Height > 2 * (line + 1))
        {
            painter.Frame(new BoxXyxy(box.X1 + line, box.Y1 + line, box.X2 - line, box.Y2 - line), 1, colour, cover);
        }
    }
}
