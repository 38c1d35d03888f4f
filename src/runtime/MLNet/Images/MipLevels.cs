using System.Runtime.Intrinsics;

namespace Microsoft.ML.Data;

/// <summary>
/// Halves an image again and again. An even side takes the mean of two pixels, an odd one the 1-2-1 mean of three that
/// overlap by one, and a side of one pixel stays; fractions are cut off.
/// </summary>
internal static class MipLevels
{
    public static PixelGrid Halve(PixelGrid image, int times)
    {
        for (; times > 0 && (image.Width > 1 || image.Height > 1); times--)
        {
            image = Halve(image);
        }

        return image;
    }

    private static PixelGrid Halve(PixelGrid image)
    {
        int width = Math.Max(image.Width / 2, 1);
        int height = Math.Max(image.Height / 2, 1);
        var pixels = new uint[width * height];
        ReadOnlySpan<int> across = WeightsFor(image.Width);
        ReadOnlySpan<int> down = WeightsFor(image.Height);
        int shift = across.Length - 1 + down.Length - 1;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Vector128<int> sum = Vector128<int>.Zero;
                for (int j = 0; j < down.Length; j++)
                {
                    ReadOnlySpan<uint> row = image.Row(2 * y + j).Slice(2 * x, across.Length);
                    for (int i = 0; i < across.Length; i++)
                    {
                        sum += Unpack(row[i]) * (across[i] * down[j]);
                    }
                }

                sum >>= shift;
                pixels[y * width + x] = (uint)sum[0] | (uint)sum[1] << 8 | (uint)sum[2] << 16 | (uint)sum[3] << 24;
            }
        }

        return new PixelGrid(pixels, width, height);
    }

    // Their sums are 1, 2 and 4: a shift by one less than their number.
    private static ReadOnlySpan<int> WeightsFor(int side) => side == 1 ? [1] : side % 2 == 0 ? [1, 1] : [1, 2, 1];

    private static Vector128<int> Unpack(uint pixel) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte())).AsInt32();
}
