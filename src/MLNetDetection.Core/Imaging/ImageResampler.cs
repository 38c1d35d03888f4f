using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetDetection.Core.Imaging;

/// <summary>
/// Crops, resizes, mirrors and recolours pictures in one pass, into bytes or straight into a network's planes.
/// Keeps its buffers from picture to picture, so one instance serves one thread at a time.
/// </summary>
/// <remarks>
/// The antialiased filter follows PIL's BILINEAR within one grey level: PIL rounds to bytes between its two passes, this
/// does not. Sums are in float32; the same request gives the same bits on the same processor.
/// </remarks>
public sealed class ImageResampler
{
    private readonly AxisWeights _across = new();
    private readonly AxisWeights _down = new();
    private readonly bool _antialias;
    private float[] _blend = [];
    private float[] _row = [];

    /// <summary>A resampler by the given filter.</summary>
    public ImageResampler(ResampleFilter filter = ResampleFilter.Antialiased)
    {
        if (!Enum.IsDefined(filter))
        {
            throw new ArgumentOutOfRangeException(nameof(filter), $"{filter} is no filter.");
        }

        _antialias = filter == ResampleFilter.Antialiased;
    }

    private delegate void RowSink<T>(ReadOnlySpan<float> rgb, Span<T> destination, int row, int rows, float scale);

    /// <summary>The whole of <paramref name="source"/> at another size, antialiased.</summary>
    public static PixelImage Resize(PixelImage source, int width, int height) =>
        new ImageResampler().ToImage(source, ResampleRequest.Whole(source, width, height));

    /// <summary>A new picture as <paramref name="request"/> asks.</summary>
    public PixelImage ToImage(PixelImage source, in ResampleRequest request)
    {
        PixelImage result = new(Math.Max(1, request.Width), Math.Max(1, request.Height));
        ToInterleaved(source, request, result.Rgb);
        return result;
    }

    /// <summary>Writes R, G, B of each pixel, row by row: [H, W, 3].</summary>
    /// <exception cref="ArgumentException">The request is empty or not finite, or the destination is too short.</exception>
    public void ToInterleaved(PixelImage source, in ResampleRequest request, Span<byte> destination) =>
        Run(source, request, destination, 1, RowSinks.Interleaved);

    /// <summary>Writes R, G, B of each pixel, row by row: [H, W, 3], in [0, 255], not rounded.</summary>
    /// <exception cref="ArgumentException">The request is empty or not finite, or the destination is too short.</exception>
    public void ToInterleaved(PixelImage source, in ResampleRequest request, Span<float> destination) =>
        Run(source, request, destination, 1, RowSinks.InterleavedFloats);

    /// <summary>Writes the red plane, the green and the blue: [3, H, W], in [0, 255].</summary>
    /// <exception cref="ArgumentException">The request is empty or not finite, or the destination is too short.</exception>
    public void ToPlanar(PixelImage source, in ResampleRequest request, Span<byte> destination) =>
        Run(source, request, destination, 1, RowSinks.PlanarBytes);

    /// <summary>Writes the red plane, the green and the blue: [3, H, W], not rounded.</summary>
    /// <param name="source">Any picture.</param>
    /// <param name="request">Which part of it, and how.</param>
    /// <param name="destination">At least 3 * Width * Height values, all of them written.</param>
    /// <param name="scale">Multiplies the values, which are in [0, 255]: 1 / 255 gives [0, 1].</param>
    /// <exception cref="ArgumentException">The request is empty or not finite, or the destination is too short.</exception>
    public void ToPlanar(PixelImage source, in ResampleRequest request, Span<float> destination, float scale = 1) =>
        Run(source, request, destination, scale, RowSinks.PlanarFloats);

    private void Run<T>(PixelImage source, in ResampleRequest request, Span<T> destination, float scale, RowSink<T> sink)
    {
        Check(source, request, destination.Length);
        int width = request.Width, height = request.Height;
        if (request.Turn is { } turn)
        {
            RunTurned(source, request, turn, destination, scale, sink);
            return;
        }

        _across.Build(source.Width, request.Region.X1, request.Region.X2, width, _antialias);
        _down.Build(source.Height, request.Region.Y1, request.Region.Y2, height, _antialias);

        // 4 spare floats: pixels are read and written four floats at a time, three of which count.
        Reserve(ref _blend, (source.Width * 3) + 4);
        Reserve(ref _row, (width * 3) + 4);
        ColourVectors colour = new(request.Colour ?? ColourTransform.Identity);
        for (int y = 0; y < height; y++)
        {
            BlendRows(source, y, request.Fill);
            BlendColumns(width, request.Fill, request.FlipHorizontally, colour);
            sink(_row.AsSpan(0, width * 3), destination, request.FlipVertically ? height - 1 - y : y, height, scale);
        }
    }

    private void RunTurned<T>(PixelImage source, in ResampleRequest request, PlanarTurn turn, Span<T> destination, float scale, RowSink<T> sink)
    {
        TurnedSampler sampler = new(source, request, turn, _antialias);
        Reserve(ref _row, (request.Width * 3) + 4);
        for (int y = 0; y < request.Height; y++)
        {
            Span<float> row = _row.AsSpan(0, request.Width * 3);
            sampler.Row(y, row);
            sink(row, destination, request.FlipVertically ? request.Height - 1 - y : y, request.Height, scale);
        }
    }

    private static void Check(PixelImage source, in ResampleRequest request, int available)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (request.Width < 1 || request.Height < 1)
        {
            throw new ArgumentException($"A result of {request.Width}x{request.Height} pixels has none.", nameof(request));
        }

        if (!request.Region.IsProper)
        {
            throw new ArgumentException($"{request.Region} has no area.", nameof(request));
        }

        long needed = 3L * request.Width * request.Height;
        if (available < needed)
        {
            throw new ArgumentException($"The destination holds {available} values and {needed} are needed.", "destination");
        }
    }

    /// <summary>One target row out of its source rows, over the columns in use: _blend becomes [source width, 3].</summary>
    private void BlendRows(PixelImage source, int y, RgbTriple fill)
    {
        int stride = source.Width * 3, from = _across.SourceStart * 3, length = (_across.SourceEnd * 3) - from;
        ReadOnlySpan<float> weights = _down.Weights.AsSpan(y * _down.Taps, _down.Taps);
        while (weights.Length > 1 && weights[^1] == 0)
        {
            weights = weights[..^1];
        }

        ReadOnlySpan<byte> rows = source.Rgb.AsSpan((_down.Starts[y] * stride) + from);
        RowBlend.Blend(rows, stride, weights, _blend.AsSpan(from, length));
        float outside = _down.Outside[y];
        if (outside > 0 && fill != default)
        {
            for (int i = from; i < from + length; i += 3)
            {
                _blend[i] += outside * fill.R;
                _blend[i + 1] += outside * fill.G;
                _blend[i + 2] += outside * fill.B;
            }
        }
    }

    /// <summary>The target row out of _blend: _row becomes [width, 3].</summary>
    private void BlendColumns(int width, RgbTriple fill, bool flip, in ColourVectors colour)
    {
        int taps = _across.Taps;
        ref float blend = ref MemoryMarshal.GetArrayDataReference(_blend);
        ref float weights = ref MemoryMarshal.GetArrayDataReference(_across.Weights);
        ref float row = ref MemoryMarshal.GetArrayDataReference(_row);
        Vector128<float> fillColour = Vector128.Create(fill.R, fill.G, fill.B, 0);
        int[] starts = _across.Starts;
        for (int i = 0; i < width; i++)
        {
            // Left to right in the target, so that the fourth lane of one pixel is overwritten by the next.
            int x = flip ? width - 1 - i : i;
            nuint at = (nuint)(starts[x] * 3);
            nuint weight = (nuint)(x * taps);
            Vector128<float> sum = Vector128.LoadUnsafe(ref blend, at) * Unsafe.Add(ref weights, weight);
            for (int tap = 1; tap < taps; tap++)
            {
                sum = Vector128.MultiplyAddEstimate(
                    Vector128.LoadUnsafe(ref blend, at + (nuint)(3 * tap)),
                    Vector128.Create(Unsafe.Add(ref weights, weight + (nuint)tap)),
                    sum);
            }

            sum += fillColour * _across.Outside[x];
            if (colour.Active)
            {
                sum = colour.Apply(sum);
            }

            sum.StoreUnsafe(ref row, (nuint)(i * 3));
        }
    }

    private static void Reserve(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new float[length];
        }
    }
}
