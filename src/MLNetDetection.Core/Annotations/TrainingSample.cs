using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Annotations;

/// <summary>One image of a training set.</summary>
/// <param name="Name">What an error or a report calls the image: a path, or the row's number.</param>
/// <param name="Image">The pixels; read only, since a set may hand the same picture out again.</param>
/// <param name="Objects">The objects, boxes in pixels of <paramref name="Image"/>; empty for a true negative.</param>
public sealed record TrainingSample(string Name, PixelImage Image, IReadOnlyList<AnnotatedObject> Objects)
{
    /// <summary>This sample, or, where its longer side is over <paramref name="longestSide"/> pixels, a copy of just that size with its boxes.</summary>
    /// <param name="longestSide">At least 1.</param>
    public TrainingSample Within(int longestSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        int longest = Math.Max(Image.Width, Image.Height);
        if (longest <= longestSide)
        {
            return this;
        }

        int width = Math.Max(1, (int)Math.Round((double)Image.Width * longestSide / longest));
        int height = Math.Max(1, (int)Math.Round((double)Image.Height * longestSide / longest));
        float x = (float)width / Image.Width, y = (float)height / Image.Height;
        AnnotatedObject[] objects = [.. Objects.Select(item => item with
        {
            Box = new BoxXyxy(item.Box.X1 * x, item.Box.Y1 * y, item.Box.X2 * x, item.Box.Y2 * y),
            Area = item.Area * x * y,
        })];
        return new TrainingSample(Name, ImageResampler.Resize(Image, width, height), objects);
    }
}
