using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Torch.Training;

/// <summary>Draws true boxes dashed and found ones solid, in the colours of their classes, as the reports do.</summary>
internal static class BoxPainter
{
    private const int Dash = 5;

    /// <summary>A copy of the picture with the boxes, no side longer than <paramref name="longestSide"/> pixels; boxes' parts outside it are left out.</summary>
    public static PixelImage Paint(PixelImage picture, IEnumerable<AnnotatedObject> objects, IEnumerable<Detection> detections, int longestSide)
    {
        double scale = Math.Min(1, longestSide / (double)Math.Max(picture.Width, picture.Height));
        PixelImage copy = ImageResampler.Resize(picture, Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        float x = copy.Width / (float)picture.Width, y = copy.Height / (float)picture.Height;
        foreach (AnnotatedObject item in objects)
        {
            Frame(copy, Scaled(item.Box, x, y), item.ClassId, dashed: true);
        }

        foreach (Detection found in detections)
        {
            Frame(copy, Scaled(found.Box, x, y), found.ClassId, dashed: false);
        }

        return copy;
    }

    private static BoxXyxy Scaled(BoxXyxy box, float x, float y) => new(box.X1 * x, box.Y1 * y, box.X2 * x, box.Y2 * y);

    private static void Frame(PixelImage picture, BoxXyxy box, int classId, bool dashed)
    {
        BoxXyxy inside = box.Clip(picture.Width, picture.Height);
        if (!inside.IsProper)
        {
            return;
        }

        int thick = Math.Max(1, Math.Min(picture.Width, picture.Height) / 160);
        int left = (int)inside.X1, top = (int)inside.Y1, right = (int)MathF.Ceiling(inside.X2), bottom = (int)MathF.Ceiling(inside.Y2);
        RgbTriple colour = ClassPalette.Of(classId);
        for (int y = top; y < bottom; y++)
        {
            bool edge = y < top + thick || y >= bottom - thick;
            for (int x = left; x < right; x++)
            {
                if ((edge || x < left + thick || x >= right - thick) && !(dashed && (x + y) / Dash % 2 == 1))
                {
                    int at = 3 * ((y * picture.Width) + x);
                    (picture.Rgb[at], picture.Rgb[at + 1], picture.Rgb[at + 2]) = ((byte)colour.R, (byte)colour.G, (byte)colour.B);
                }
            }
        }
    }
}
