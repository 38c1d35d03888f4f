using System.Numerics;
using System.Runtime.InteropServices;

namespace MLNetDetection.Core.Imaging;

/// <summary>Where a resampled row goes: bytes, or the three planes of a network's input.</summary>
internal static class RowSinks
{
    /// <summary>[rows, W, 3], rounded to the nearest.</summary>
    public static void Interleaved(ReadOnlySpan<float> rgb, Span<byte> destination, int row, int rows, float scale)
    {
        Span<byte> target = destination.Slice(row * rgb.Length, rgb.Length);
        Vector<float> half = new(0.5f);
        int i = 0, lanes = Vector<float>.Count;
        ref float source = ref MemoryMarshal.GetReference(rgb);
        for (; i <= rgb.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<short> low = Vector.Narrow(Round(ref source, i, half), Round(ref source, i + lanes, half));
            Vector<short> high = Vector.Narrow(Round(ref source, i + (2 * lanes), half), Round(ref source, i + (3 * lanes), half));
            Vector.Narrow(Vector.AsVectorUInt16(low), Vector.AsVectorUInt16(high)).CopyTo(target[i..]);
        }

        for (; i < rgb.Length; i++)
        {
            target[i] = ToByte(rgb[i]);
        }
    }

    /// <summary>[rows, W, 3], times <paramref name="scale"/>.</summary>
    public static void InterleavedFloats(ReadOnlySpan<float> rgb, Span<float> destination, int row, int rows, float scale)
    {
        Span<float> target = destination.Slice(row * rgb.Length, rgb.Length);
        for (int i = 0; i < rgb.Length; i++)
        {
            target[i] = rgb[i] * scale;
        }
    }

    /// <summary>[3, rows, W], rounded to the nearest.</summary>
    public static void PlanarBytes(ReadOnlySpan<float> rgb, Span<byte> destination, int row, int rows, float scale)
    {
        int width = rgb.Length / 3, plane = rows * width;
        Span<byte> red = destination.Slice(row * width, width);
        Span<byte> green = destination.Slice(plane + (row * width), width);
        Span<byte> blue = destination.Slice((2 * plane) + (row * width), width);
        for (int x = 0, i = 0; x < red.Length; x++, i += 3)
        {
            red[x] = ToByte(rgb[i]);
            green[x] = ToByte(rgb[i + 1]);
            blue[x] = ToByte(rgb[i + 2]);
        }
    }

    /// <summary>[3, rows, W], times <paramref name="scale"/>.</summary>
    public static void PlanarFloats(ReadOnlySpan<float> rgb, Span<float> destination, int row, int rows, float scale)
    {
        int width = rgb.Length / 3, plane = rows * width;
        Span<float> red = destination.Slice(row * width, width);
        Span<float> green = destination.Slice(plane + (row * width), width);
        Span<float> blue = destination.Slice((2 * plane) + (row * width), width);
        for (int x = 0, i = 0; x < red.Length; x++, i += 3)
        {
            red[x] = rgb[i] * scale;
            green[x] = rgb[i + 1] * scale;
            blue[x] = rgb[i + 2] * scale;
        }
    }

    // Sums of weights stray from 1 by a rounding, so 255 may come as 255.0001; half a grey level keeps that harmless.
    private static byte ToByte(float value) => (byte)(int)(value + 0.5f);

    private static Vector<int> Round(ref float source, int at, Vector<float> half) =>
        Vector.ConvertToInt32(Vector.LoadUnsafe(ref source, (nuint)at) + half);
}
