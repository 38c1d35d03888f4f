using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>Finds room for labels on a picture so that none covers another; a box in a crowd can go without.</summary>
internal sealed class LabelPlaces(int width, int height, double fontSize)
{
    /// <summary>Room left and right of the text, in units of the font's size.</summary>
    public const double Padding = 0.25;

    private const double LineHeight = 1.3;

    // Half the picture, but room for a short name and a score on a small one.
    private const double Short = 12;

    private readonly List<BoxXyxy> _taken = [];

    /// <summary>Width that a label's text may have, in units of the font's size: half the picture's, and more on small pictures.</summary>
    public double LongestText => (Math.Min(width - 1, Math.Max(width / 2.0, Short * fontSize)) / fontSize) - (2 * Padding);

    /// <summary>The place of a label, now taken, or null where none is free.</summary>
    /// <param name="box">What it is of, pixels.</param>
    /// <param name="textWidth">Of its text, in units of the font's size.</param>
    public BoxXyxy? Take(BoxXyxy box, double textWidth)
    {
        float across = (float)((textWidth + (2 * Padding)) * fontSize);
        float down = (float)(LineHeight * fontSize);
        if (across > width || down > height)
        {
            return null;
        }

        (float X, float Y)[] corners =
        [
            (box.X1, box.Y1 - down), (box.X1, box.Y1), (box.X2 - across, box.Y1 - down),
            (box.X1, box.Y2), (box.X2 - across, box.Y2), (box.X1, box.Y2 - down),
        ];
        foreach ((float x, float y) in corners)
        {
            float left = Math.Clamp(x, 0, width - across);
            var place = new BoxXyxy(left, y, left + across, y + down);
            if (y >= 0 && y + down <= height && !_taken.Exists(taken => taken.IntersectionOverUnion(place) > 0))
            {
                _taken.Add(place);
                return place;
            }
        }

        return null;
    }
}
