using System.Globalization;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Reports.Drawing;

/// <summary>Rectangles, frames and text on a picture's pixels.</summary>
internal sealed class PixelPainter(PixelImage image)
{
    /// <summary>Blends a colour over the pixels of a box, whose edges are rounded to whole pixels.</summary>
    /// <param name="box">Pixels; what lies outside the picture is left out.</param>
    /// <param name="colour">As "#rgb" or "#rrggbb".</param>
    /// <param name="cover">From 0, nothing, to 1.</param>
    public void Fill(BoxXyxy box, string colour, double cover = 1)
    {
        (byte R, byte G, byte B) ink = Parse(colour);
        int left = Pixel(box.X1, image.Width), right = Pixel(box.X2, image.Width);
        for (int y = Pixel(box.Y1, image.Height); y < Pixel(box.Y2, image.Height); y++)
        {
            for (int x = left; x < right; x++)
            {
                Blend(x, y, ink, cover);
            }
        }
    }

    /// <summary>Draws a frame just inside a box; dashes are as long as <paramref name="dash"/> pixels, 0 for a solid one.</summary>
    public void Frame(BoxXyxy box, int thickness, string colour, double cover = 1, int dash = 0)
    {
        float x1 = MathF.Round(box.X1), y1 = MathF.Round(box.Y1), x2 = MathF.Round(box.X2), y2 = MathF.Round(box.Y2);
        float across = Math.Min(thickness, MathF.Ceiling((x2 - x1) / 2)), down = Math.Min(thickness, MathF.Ceiling((y2 - y1) / 2));
        float length = dash == 0 ? float.PositiveInfinity : dash;
        for (float x = x1; x < x2; x += 2 * length)
        {
            float end = Math.Min(x2, x + length);
            Fill(new BoxXyxy(x, y1, end, y1 + down), colour, cover);
            Fill(new BoxXyxy(x, y2 - down, end, y2), colour, cover);
        }

        for (float y = y1 + down; y < y2 - down; y += 2 * length)
        {
            float end = Math.Min(y2 - down, y + length);
            Fill(new BoxXyxy(x1, y, x1 + across, end), colour, cover);
            Fill(new BoxXyxy(x2 - across, y, x2, end), colour, cover);
        }
    }

    /// <summary>Writes a line of text whose upper left corner is at a place.</summary>
    public void Text(string text, double left, double top, double fontSize, string colour)
    {
        int x0 = (int)Math.Floor(left), y0 = (int)Math.Floor(top);
        int width = (int)Math.Ceiling(StrokeFont.WidthInEm(text) * fontSize) + 2, height = (int)Math.Ceiling(StrokeFont.LineHeight * fontSize) + 2;
        var coverage = new StrokeCoverage(width, height, Math.Max(0.055 * fontSize, 0.6));
        foreach (double[] line in StrokeFont.Lines(text, fontSize))
        {
            coverage.Add(line, left - x0, top - y0);
        }

        (byte R, byte G, byte B) ink = Parse(colour);
        for (int y = Math.Max(0, -y0); y < Math.Min(height, image.Height - y0); y++)
        {
            for (int x = Math.Max(0, -x0); x < Math.Min(width, image.Width - x0); x++)
            {
                Blend(x0 + x, y0 + y, ink, coverage[x, y]);
            }
        }
    }

    private static int Pixel(float edge, int side) => (int)Math.Clamp(MathF.Round(edge), 0, side);

    private static (byte R, byte G, byte B) Parse(string colour)
    {
        string digits = colour.Length == 4 ? $"{colour[1]}{colour[1]}{colour[2]}{colour[2]}{colour[3]}{colour[3]}" : colour[1..];
        int value = int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return ((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    private void Blend(int x, int y, (byte R, byte G, byte B) ink, double cover)
    {
        Span<byte> pixel = image.Rgb.AsSpan(3 * ((y * image.Width) + x), 3);
        pixel[0] = (byte)Math.Round(pixel[0] + (cover * (ink.R - pixel[0])));
        pixel[1] = (byte)Math.Round(pixel[1] + (cover * (ink.G - pixel[1])));
        pixel[2] = (byte)Math.Round(pixel[2] + (cover * (ink.B - pixel[2])));
    }
}
