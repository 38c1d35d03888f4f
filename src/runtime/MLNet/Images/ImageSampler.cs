using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Data;

/// <summary>Draws an image into a rectangle of another one, filtered as Skia's high quality filters.</summary>
internal static class ImageSampler
{
    public static void Draw(MLImage source, MLImage target, ImagePlacement placement)
    {
        float scaleX = 1f / ((float)placement.Width / source.Width);
        float scaleY = 1f / ((float)placement.Height / source.Height);
        uint[]? swapped = source.PixelFormat == MLPixelFormat.Rgba32 ? SwapRedAndBlue(source) : null;
        ReadOnlySpan<uint> pixels = swapped ?? MemoryMarshal.Cast<byte, uint>(source.Pixels);
        var level = new PixelGrid(pixels, source.Width, source.Height);
        bool shrinks = Math.Min(scaleX, scaleY) > 1;
        bool cubic = !shrinks && Math.Max(scaleX, scaleY) != 1;
        if (shrinks)
        {
            level = MipLevels.Halve(level, LevelOf(scaleX, scaleY));
            scaleX *= (float)level.Width / source.Width;
            scaleY *= (float)level.Height / source.Height;
        }

        Taps columns = Taps.Make(placement.X, target.Width, placement.Width, scaleX, level.Width, cubic);
        Taps rows = Taps.Make(placement.Y, target.Height, placement.Height, scaleY, level.Height, cubic);
        Span<uint> to = MemoryMarshal.Cast<byte, uint>(target.WritablePixels);
        for (int y = 0; y < rows.Count; y++)
        {
            FilterRow(level, columns, rows, y, to.Slice((rows.First + y) * target.Width + columns.First, columns.Count));
        }
    }

    // How often the image is halved before it is sampled, by the axis that shrinks more; above a half it is not.
    private static int LevelOf(float scaleX, float scaleY)
    {
        float scale = 1f / Math.Max(scaleX, scaleY);
        return scale >= 1 ? 0 : (int)MathF.Floor(-MathF.Log2(scale));
    }

    private static void FilterRow(PixelGrid level, Taps columns, Taps rows, int y, Span<uint> target)
    {
        int taps = columns.PerPixel;
        for (int x = 0; x < target.Length; x++)
        {
            Vector128<float> sum = Vector128<float>.Zero;
            for (int j = 0; j < taps; j++)
            {
                ReadOnlySpan<uint> row = level.Row(rows.Indices[y * taps + j]);
                Vector128<float> across = Vector128<float>.Zero;
                for (int i = 0; i < taps; i++)
                {
                    across += Unpack(row[columns.Indices[x * taps + i]]) * columns.Weights[x * taps + i];
                }

                sum += across * rows.Weights[y * taps + j];
            }

            target[x] = Pack(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Unpack(uint pixel)
    {
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte());
        return Vector128.ConvertToSingle(Vector128.WidenLower(wide).AsInt32());
    }

    // Colours stay within alpha, as premultiplied ones must; the cubic filter can overshoot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pack(Vector128<float> color)
    {
        float alpha = Math.Clamp(color[3], 0f, 255f);
        Vector128<float> bounded = Vector128.Min(Vector128.Max(color, Vector128<float>.Zero), Vector128.Create(alpha));
        Vector128<int> rounded = Vector128.ConvertToInt32(bounded + Vector128.Create(0.5f));
        return (uint)rounded[0] | (uint)rounded[1] << 8 | (uint)rounded[2] << 16 | (uint)rounded[3] << 24;
    }

    private static uint[] SwapRedAndBlue(MLImage source)
    {
        uint[] swapped = MemoryMarshal.Cast<byte, uint>(source.Pixels).ToArray();
        foreach (ref uint pixel in swapped.AsSpan())
        {
            pixel = pixel & 0xFF00FF00 | pixel << 16 & 0x00FF0000 | pixel >> 16 & 0x000000FF;
        }

        return swapped;
    }

    /// <summary>For each target pixel of a row or column that the image reaches: the source pixels and their weights.</summary>
    private readonly record struct Taps(int First, int Count, int PerPixel, int[] Indices, float[] Weights)
    {
        public static Taps Make(int start, int targetSize, int placedSize, float scale, int levelSize, bool cubic)
        {
            int first = Math.Max(start, 0);
            int count = Math.Max(Math.Min(start + placedSize, targetSize) - first, 0);
            int perPixel = cubic ? 4 : 2;
            var indices = new int[count * perPixel];
            var weights = new float[count * perPixel];
            for (int i = 0; i < count; i++)
            {
                float centre = (first + i + 0.5f) * scale - start * scale;
                float left = MathF.Floor(centre - 0.5f);
                float fraction = centre - 0.5f - left;
                int nearest = (int)left - (cubic ? 1 : 0);
                for (int tap = 0; tap < perPixel; tap++)
                {
                    indices[i * perPixel + tap] = Math.Clamp(nearest + tap, 0, levelSize - 1);
                    weights[i * perPixel + tap] = cubic ? Mitchell(fraction + 1 - tap) : tap == 0 ? 1 - fraction : fraction;
                }
            }

            return new Taps(first, count, perPixel, indices, weights);
        }

        // Mitchell and Netravali 1988 with B = C = 1/3.
        private static float Mitchell(float distance)
        {
            float t = MathF.Abs(distance);
            return t < 1
                ? (((21f * t) - 36f) * t * t + 16f) / 18f
                : (((-7f * t + 36f) * t - 60f) * t + 32f) / 18f;
        }
    }
}
