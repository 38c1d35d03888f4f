using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>Sums of the channels and of their squares, exact in whole numbers.</summary>
internal readonly record struct ChannelSums(long Pixels, long R, long G, long B, long R2, long G2, long B2)
{
    public RgbTriple Mean => new((float)((double)R / Pixels), (float)((double)G / Pixels), (float)((double)B / Pixels));

    public RgbTriple Deviation => new(Deviate(R, R2), Deviate(G, G2), Deviate(B, B2));

    public static ChannelSums Of(PixelImage image)
    {
        long r = 0, g = 0, b = 0, r2 = 0, g2 = 0, b2 = 0;
        byte[] rgb = image.Rgb;
        for (int i = 0; i + 2 < rgb.Length; i += 3)
        {
            int red = rgb[i], green = rgb[i + 1], blue = rgb[i + 2];
            r += red;
            g += green;
            b += blue;
            r2 += red * red;
            g2 += green * green;
            b2 += blue * blue;
        }

        return new ChannelSums(rgb.Length / 3, r, g, b, r2, g2, b2);
    }

    public static ChannelSums operator +(ChannelSums a, ChannelSums b) =>
        new(a.Pixels + b.Pixels, a.R + b.R, a.G + b.G, a.B + b.B, a.R2 + b.R2, a.G2 + b.G2, a.B2 + b.B2);

    private float Deviate(long sum, long squares)
    {
        double mean = (double)sum / Pixels;
        return (float)Math.Sqrt(Math.Max(0, ((double)squares / Pixels) - (mean * mean)));
    }
}
