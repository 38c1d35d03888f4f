using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>One big picture of a set's pictures side by side, with all their objects.</summary>
internal static class Patchwork
{
    /// <summary>The set's first pictures, row by row; beyond the last there is grey.</summary>
    /// <param name="set">Pictures of one size.</param>
    /// <param name="width">Of the big picture, pixels; what a picture has beyond it is cut off, and objects that are not whole are left out.</param>
    /// <param name="height">The same downwards.</param>
    public static TrainingSample Of(ITrainingSet set, int width, int height)
    {
        var image = new PixelImage(width, height);
        image.Rgb.AsSpan().Fill(127);
        var objects = new List<AnnotatedObject>();
        int left = 0, top = 0;
        for (int i = 0; i < set.Count && top < height; i++)
        {
            TrainingSample patch = set.Read(i);
            Copy(patch.Image, image, left, top);
            objects.AddRange(patch.Objects.Select(item => item with { Box = Moved(item.Box, left, top) }).Where(item => item.Box.X2 <= width && item.Box.Y2 <= height));
            left += patch.Image.Width;
            (left, top) = left < width ? (left, top) : (0, top + patch.Image.Height);
        }

        return new TrainingSample("patchwork", image, objects);
    }

    private static BoxXyxy Moved(BoxXyxy box, int x, int y) => new(box.X1 + x, box.Y1 + y, box.X2 + x, box.Y2 + y);

    private static void Copy(PixelImage patch, PixelImage image, int left, int top)
    {
        int bytes = 3 * Math.Min(patch.Width, image.Width - left);
        for (int y = 0; y < Math.Min(patch.Height, image.Height - top); y++)
        {
            patch.Rgb.AsSpan(3 * y * patch.Width, bytes).CopyTo(image.Rgb.AsSpan(3 * ((top + y) * image.Width + left)));
        }
    }
}
