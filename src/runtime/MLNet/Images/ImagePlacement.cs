using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>Where a source image lands in the target of an aspect-keeping resize, in whole target pixels.</summary>
internal readonly record struct ImagePlacement(int X, int Y, int Width, int Height)
{
    /// <summary>The whole source fits, centred; the rest of the target stays empty.</summary>
    public static ImagePlacement Pad(int sourceWidth, int sourceHeight, int width, int height)
    {
        float widthAspect = (float)width / sourceWidth;
        float heightAspect = (float)height / sourceHeight;
        float aspect = Math.Min(widthAspect, heightAspect);
        bool besides = heightAspect < widthAspect;
        int x = besides ? (int)((width - (sourceWidth * aspect)) / 2) : 0;
        int y = besides ? 0 : (int)((height - (sourceHeight * aspect)) / 2);
        return new ImagePlacement(x, y, (int)(sourceWidth * aspect), (int)(sourceHeight * aspect));
    }

    /// <summary>The source covers the target; the anchor says which side of what overhangs is kept.</summary>
    public static ImagePlacement Crop(int sourceWidth, int sourceHeight, int width, int height,
        ImageResizingEstimator.Anchor anchor)
    {
        float widthAspect = (float)width / sourceWidth;
        float heightAspect = (float)height / sourceHeight;
        float aspect = Math.Max(widthAspect, heightAspect);
        int x = 0;
        int y = 0;
        if (heightAspect < widthAspect)
        {
            float overhang = height - (sourceHeight * aspect);
            y = anchor switch
            {
                ImageResizingEstimator.Anchor.Top => 0,
                ImageResizingEstimator.Anchor.Bottom => (int)overhang,
                _ => (int)(overhang / 2),
            };
        }
        else
        {
            float overhang = width - (sourceWidth * aspect);
            x = anchor switch
            {
                ImageResizingEstimator.Anchor.Left => 0,
                ImageResizingEstimator.Anchor.Right => (int)overhang,
                _ => (int)(overhang / 2),
            };
        }

        return new ImagePlacement(x, y, (int)(sourceWidth * aspect), (int)(sourceHeight * aspect));
    }
}
