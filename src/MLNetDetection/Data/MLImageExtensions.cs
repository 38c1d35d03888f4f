using System.Runtime.Intrinsics;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;

namespace MLNetDetection;

/// <summary>Between ML.NET's pictures and <see cref="PixelImage"/>.</summary>
public static class MLImageExtensions
{
    /// <summary>The picture's colours as 8-bit RGB; transparency is dropped.</summary>
    /// <exception cref="ArgumentException">The pixel format is neither Bgra32 nor Rgba32.</exception>
    public static PixelImage ToPixelImage(this MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (int red, int blue) = image.PixelFormat switch
        {
            MLPixelFormat.Bgra32 => (2, 0),
            MLPixelFormat.Rgba32 => (0, 2),
            _ => throw new ArgumentException($"An image of pixel format {image.PixelFormat} cannot be read; Bgra32 and Rgba32 can.", nameof(image)),
        };
        var result = new PixelImage(image.Width, image.Height);
        ReadOnlySpan<byte> source = image.Pixels;
        byte[] target = result.Rgb;
        int from = 0, to = 0;
        Vector128<byte> order = red == 2
            ? Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 7, 11, 15)
            : Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);

        // Four pixels at once: what lands behind their 12 bytes is written over by the next.
        for (; to + Vector128<byte>.Count <= target.Length; from += 16, to += 12)
        {
            Vector128.Shuffle(Vector128.Create(source.Slice(from, Vector128<byte>.Count)), order).CopyTo(target.AsSpan(to));
        }

        for (; to + 2 < target.Length; from += 4, to += 3)
        {
            target[to] = source[from + red];
            target[to + 1] = source[from + 1];
            target[to + 2] = source[from + blue];
        }

        return result;
    }

    /// <summary>An ML.NET picture of the same pixels, opaque; the caller disposes it.</summary>
    public static MLImage ToMLImage(this PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var pixels = new byte[image.Width * image.Height * 4];
        byte[] source = image.Rgb;
        for (int from = 0, to = 0; from + 2 < source.Length; from += 3, to += 4)
        {
            pixels[to] = source[from + 2];
            pixels[to + 1] = source[from + 1];
            pixels[to + 2] = source[from];
            pixels[to + 3] = byte.MaxValue;
        }

        return MLImage.CreateFromPixels(image.Width, image.Height, MLPixelFormat.Bgra32, pixels);
    }

    /// <summary>A copy of a picture with what was found in it, drawn as <see cref="DetectionDrawing"/> does; the caller disposes it.</summary>
    /// <param name="image">Not changed.</param>
    /// <param name="detections">In its pixels.</param>
    /// <param name="classNames">The names of their classes, as <see cref="SsdTransformer.ClassNames"/>.</param>
    public static MLImage DrawDetections(this MLImage image, IEnumerable<Detection> detections, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(detections);
        ArgumentNullException.ThrowIfNull(classNames);
        return DetectionDrawing.Draw(
            image.ToPixelImage(), detections.Select(item => ReportBox.Prediction(item.Box, classNames[item.ClassId], item.Score, item.ClassId))).ToMLImage();
    }
}
