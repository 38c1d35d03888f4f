using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.Images;

/// <summary>A pixel by channel, whatever order the image has them in.</summary>
internal readonly record struct Pixel(int R, int G, int B, int A)
{
    public static Pixel At(MLImage image, int x, int y)
    {
        ReadOnlySpan<byte> p = image.Pixels.Slice(((y * image.Width) + x) * 4, 4);
        return image.PixelFormat == MLPixelFormat.Rgba32 ? new Pixel(p[0], p[1], p[2], p[3]) : new Pixel(p[2], p[1], p[0], p[3]);
    }

    public static MLImage Decode(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return MLImage.CreateFromStream(stream);
    }

    /// <summary>An image of width * height pixels, blue first, all opaque.</summary>
    public static MLImage Image(int width, int height, Func<int, int, (int R, int G, int B)> color)
    {
        var pixels = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
        {
            (int r, int g, int b) = color(i % width, i / width);
            pixels[i * 4] = (byte)b;
            pixels[(i * 4) + 1] = (byte)g;
            pixels[(i * 4) + 2] = (byte)r;
            pixels[(i * 4) + 3] = 255;
        }

        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
    }

    public bool IsNear(Pixel other, int tolerance) =>
        Math.Abs(R - other.R) <= tolerance && Math.Abs(G - other.G) <= tolerance && Math.Abs(B - other.B) <= tolerance
        && Math.Abs(A - other.A) <= tolerance;
}
