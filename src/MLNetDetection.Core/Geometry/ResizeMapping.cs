namespace MLNetDetection.Core.Geometry;

/// <summary>
/// Where ML.NET's ResizeImages puts the pixels of a picture: target = source * scale + offset on each axis. ML.NET keeps
/// no record of it, so that boxes can only be taken there and back by repeating its arithmetic.
/// </summary>
/// <remarks>
/// As Microsoft.ML.ImageAnalytics 5.0.0 computes it: the scale in float32, the picture's target size and place truncated to
/// whole pixels. IsoPad is always centred, and an anchor along the axis that is not cropped means the centre.
/// </remarks>
public readonly record struct ResizeMapping
{
    private ResizeMapping(
        (int Width, int Height) source, (int Width, int Height) target, (int Width, int Height) drawn, int offsetX, int offsetY)
    {
        if (drawn.Width < 1 || drawn.Height < 1)
        {
            throw new ArgumentException(
                $"A picture of {source.Width}x{source.Height} pixels vanishes when it is fitted into {target.Width}x{target.Height}.");
        }

        (SourceWidth, SourceHeight) = source;
        (TargetWidth, TargetHeight) = target;
        ScaleX = (double)drawn.Width / source.Width;
        ScaleY = (double)drawn.Height / source.Height;
        OffsetX = offsetX;
        OffsetY = offsetY;
    }

    /// <summary>Width of the source, pixels.</summary>
    public int SourceWidth { get; }

    /// <summary>Height of the source, pixels.</summary>
    public int SourceHeight { get; }

    /// <summary>Width of the target, pixels.</summary>
    public int TargetWidth { get; }

    /// <summary>Height of the target, pixels.</summary>
    public int TargetHeight { get; }

    /// <summary>Target pixels per source pixel, across.</summary>
    public double ScaleX { get; }

    /// <summary>Target pixels per source pixel, down.</summary>
    public double ScaleY { get; }

    /// <summary>Where the picture's left edge lies in the target, pixels; negative where it is cut off.</summary>
    public double OffsetX { get; }

    /// <summary>Where the picture's top edge lies in the target, pixels; negative where it is cut off.</summary>
    public double OffsetY { get; }

    /// <summary>The part of the source that the target shows, source pixels; reaches outside the source where it is padded.</summary>
    public BoxXyxy SourceRegion => ToSource(new BoxXyxy(0, 0, TargetWidth, TargetHeight));

    /// <summary>The mapping of any kind; <paramref name="anchor"/> counts for IsoCrop only, as in ML.NET.</summary>
    /// <exception cref="ArgumentException">A size is not positive, the kind or anchor unknown, or nothing would be left.</exception>
    public static ResizeMapping Create(
        ResizeKind kind, int sourceWidth, int sourceHeight, int targetWidth, int targetHeight, ResizeAnchor anchor = ResizeAnchor.Center) =>
        kind switch
        {
            ResizeKind.IsoPad => IsoPad(sourceWidth, sourceHeight, targetWidth, targetHeight),
            ResizeKind.IsoCrop => IsoCrop(sourceWidth, sourceHeight, targetWidth, targetHeight, anchor),
            ResizeKind.Fill => Fill(sourceWidth, sourceHeight, targetWidth, targetHeight),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind of resize."),
        };

    /// <summary>Each side scaled on its own.</summary>
    public static ResizeMapping Fill(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight)
    {
        Check(sourceWidth, sourceHeight, targetWidth, targetHeight);
        (int, int) target = (targetWidth, targetHeight);
        return new((sourceWidth, sourceHeight), target, target, 0, 0);
    }

    /// <summary>All of the picture, centred, the rest padded.</summary>
    public static ResizeMapping IsoPad(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight)
    {
        Check(sourceWidth, sourceHeight, targetWidth, targetHeight);
        float across = (float)targetWidth / sourceWidth, down = (float)targetHeight / sourceHeight;
        float scale = Math.Min(across, down);
        int x = down < across ? (int)((targetWidth - (sourceWidth * scale)) / 2) : 0;
        int y = down < across ? 0 : (int)((targetHeight - (sourceHeight * scale)) / 2);
        return new((sourceWidth, sourceHeight), (targetWidth, targetHeight), Drawn(sourceWidth, sourceHeight, scale), x, y);
    }

    /// <summary>The target filled, and what is left over cut off at the sides away from <paramref name="anchor"/>.</summary>
    public static ResizeMapping IsoCrop(
        int sourceWidth, int sourceHeight, int targetWidth, int targetHeight, ResizeAnchor anchor = ResizeAnchor.Center)
    {
        Check(sourceWidth, sourceHeight, targetWidth, targetHeight);
        if (!Enum.IsDefined(anchor))
        {
            throw new ArgumentOutOfRangeException(nameof(anchor), anchor, "No anchor.");
        }

        float across = (float)targetWidth / sourceWidth, down = (float)targetHeight / sourceHeight;
        float scale = Math.Max(across, down);
        int x = 0, y = 0;
        if (down < across)
        {
            y = Place(targetHeight - (sourceHeight * scale), anchor, ResizeAnchor.Top, ResizeAnchor.Bottom);
        }
        else
        {
            x = Place(targetWidth - (sourceWidth * scale), anchor, ResizeAnchor.Left, ResizeAnchor.Right);
        }

        return new((sourceWidth, sourceHeight), (targetWidth, targetHeight), Drawn(sourceWidth, sourceHeight, scale), x, y);
    }

    /// <summary>Where <paramref name="box"/>, in source pixels, lies in the target; not clipped.</summary>
    public BoxXyxy ToTarget(BoxXyxy box) => new(
        (float)((box.X1 * ScaleX) + OffsetX), (float)((box.Y1 * ScaleY) + OffsetY),
        (float)((box.X2 * ScaleX) + OffsetX), (float)((box.Y2 * ScaleY) + OffsetY));

    /// <summary>Where <paramref name="box"/>, in target pixels, lies in the source; not clipped.</summary>
    public BoxXyxy ToSource(BoxXyxy box) => new(
        (float)((box.X1 - OffsetX) / ScaleX), (float)((box.Y1 - OffsetY) / ScaleY),
        (float)((box.X2 - OffsetX) / ScaleX), (float)((box.Y2 - OffsetY) / ScaleY));

    private static (int Width, int Height) Drawn(int width, int height, float scale) => ((int)(width * scale), (int)(height * scale));

    private static int Place(float room, ResizeAnchor anchor, ResizeAnchor start, ResizeAnchor end) =>
        anchor == start ? 0 : anchor == end ? (int)room : (int)(room / 2);

    private static void Check(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sourceWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sourceHeight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetHeight, 1);
    }
}
