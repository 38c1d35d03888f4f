using System.Runtime.InteropServices;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>
/// Resizes as ML.NET does through Skia: Fill takes the nearest pixel; the others draw the source with Skia's high quality,
/// which is bicubic (Mitchell) where it grows and bilinear from a halved image where it shrinks.
/// </summary>
internal static class ImageResizer
{
    // Skia steps through a row in 32.32 fixed point from a point 1/65536 left of the pixel's centre.
    private const float FixedOne = 4294967296f;
    private const long NearestBias = 1L << 16;

    public static MLImage Resize(MLImage source, int width, int height, ImageResizingEstimator.ResizingKind kind,
        ImageResizingEstimator.Anchor anchor)
    {
        return kind switch
        {
            ImageResizingEstimator.ResizingKind.Fill => Fill(source, width, height),
            ImageResizingEstimator.ResizingKind.IsoPad =>
                Draw(source, width, height, ImagePlacement.Pad(source.Width, source.Height, width, height)),
            ImageResizingEstimator.ResizingKind.IsoCrop =>
                Draw(source, width, height, ImagePlacement.Crop(source.Width, source.Height, width, height, anchor)),
            _ => throw new InvalidOperationException("Invalid image resizing mode value"),
        };
    }

    private static MLImage Fill(MLImage source, int width, int height)
    {
        MLImage target = MLImage.CreateUninitialized(new ImageInfo(width, height, source.IsOpaque), source.PixelFormat);
        ReadOnlySpan<uint> from = MemoryMarshal.Cast<byte, uint>(source.Pixels);
        Span<uint> to = MemoryMarshal.Cast<byte, uint>(target.WritablePixels);
        // Only the platform's own order goes through the fixed-point code.
        bool biased = source.PixelFormat == MLPixelFormat.Bgra32;
        int[] columns = NearestColumns(source.Width, width, biased);
        float scaleY = Inverse(source.Height, height);
        for (int y = 0; y < height; y++)
        {
            float centre = (y + 0.5f) * scaleY;
            long row = biased ? ((long)(centre * FixedOne) - NearestBias) >> 32 : (long)centre;
            ReadOnlySpan<uint> sourceRow = from.Slice((int)Math.Clamp(row, 0, source.Height - 1) * source.Width, source.Width);
            Span<uint> targetRow = to.Slice(y * width, width);
            for (int x = 0; x < width; x++)
            {
                targetRow[x] = sourceRow[columns[x]];
            }
        }

        return target;
    }

    private static int[] NearestColumns(int sourceWidth, int width, bool biased)
    {
        var columns = new int[width];
        float scale = Inverse(sourceWidth, width);
        long step = (long)(scale * FixedOne);
        long first = (long)(0.5f * scale * FixedOne) - NearestBias;
        for (int x = 0; x < width; x++)
        {
            long column = biased ? (first + x * step) >> 32 : (long)((x + 0.5f) * scale);
            columns[x] = (int)Math.Clamp(column, 0, sourceWidth - 1);
        }

        return columns;
    }

    private static MLImage Draw(MLImage source, int width, int height, ImagePlacement placement)
    {
        // The target's pixels outside of the placement are zero, in alpha too.
        MLImage target = MLImage.CreateUninitialized(new ImageInfo(width, height, opaque: true), MLPixelFormat.Bgra32);
        target.WritablePixels.Clear();
        if (placement.Width > 0 && placement.Height > 0)
        {
            ImageSampler.Draw(source, target, placement);
        }

        return target;
    }

    // The matrix maps source to target in single precision, and its inverse is taken from that.
    private static float Inverse(int source, int target) => 1f / ((float)target / source);
}
