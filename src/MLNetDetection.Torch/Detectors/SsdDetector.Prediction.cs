using System.Buffers;
using System.Collections.Concurrent;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Inference;
using MLNetDetection.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Detectors;

/// <content>From pictures to scores.</content>
public sealed partial class SsdDetector
{
    private readonly PreparedNetworks _prepared;
    private readonly PixelNormaliser _normaliser;
    private readonly ConcurrentBag<ImageResampler> _resamplers = [];

    private delegate void Resampling<T>(ImageResampler resampler, PixelImage image, in ResampleRequest request, Span<T> target);

    /// <summary>
    /// Makes what the first prediction would make: weights with their norms folded, packed for the processor. A service that calls it when it
    /// starts gives its first answer as fast as the others.
    /// </summary>
    /// <param name="precision">Of the predictions to come.</param>
    public void Prepare(PredictionPrecision precision = PredictionPrecision.Float32)
    {
        var picture = new PixelImage(1, 1);
        Detect([picture], new DetectOptions { Precision = precision });
    }

    /// <summary>Forgets what was prepared. Needed only after single weights were changed by hand: training and loading are noticed.</summary>
    public void Refresh() => _prepared.Clear();

    /// <summary><paramref name="wanted"/> where the device gains by it, else float32 with the reason.</summary>
    public (PredictionPrecision Precision, string? Reason) ChoosePrecision(PredictionPrecision wanted)
    {
        if (wanted == PredictionPrecision.Float32)
        {
            return (wanted, null);
        }

        if (_device.type != DeviceType.CPU)
        {
            return (PredictionPrecision.Float32, $"networks are prepared in {wanted} for processors, not for the device {Device}");
        }

        (TrainingPrecision precision, string? reason) = PrecisionSupport.Choose(TrainingPrecision.BFloat16, Device);
        return (precision == TrainingPrecision.BFloat16 ? wanted : PredictionPrecision.Float32, reason);
    }

    private void DetectBatch(
        IReadOnlyList<PixelImage> images, int first, int count, DetectOptions options, PictureFlips view, IReadOnlyList<Detection>[] result)
    {
        if (Architecture.Preprocessing.Filter == ResampleFilter.Bilinear)
        {
            DetectRented<float>(
                images, first, count, options, view, result, (resampler, image, in request, target) => resampler.ToInterleaved(image, request, target),
                (pixels, target) => _normaliser.Run(pixels, target), ScalarType.Float32);
        }
        else
        {
            DetectRented<byte>(
                images, first, count, options, view, result, (resampler, image, in request, target) => resampler.ToInterleaved(image, request, target),
                (pixels, target) => _normaliser.Run(pixels, target), ScalarType.Byte);
        }
    }

    // Megabytes for each batch: new arrays would lie about until the garbage collector's rarest round.
    private void DetectRented<T>(
        IReadOnlyList<PixelImage> images, int first, int count, DetectOptions options, PictureFlips view, IReadOnlyList<Detection>[] result,
        Resampling<T> resample, Normalising<T> normalise, ScalarType type)
    {
        int width = Architecture.InputWidth, height = Architecture.InputHeight, each = width * height * 3, length = checked(count * each);
        T[] rented = ArrayPool<T>.Shared.Rent(length);
        ImageResampler resampler = _resamplers.TryTake(out ImageResampler? free) ? free : new ImageResampler(Architecture.Preprocessing.Filter);
        try
        {
            for (int i = 0; i < count; i++)
            {
                PixelImage image = images[first + i] ?? throw new ArgumentException($"Picture {first + i} is null.", nameof(images));
                BoxXyxy window = InputWindow.Of(image.Width, image.Height, width, height, Architecture.Preprocessing.Fit);
                var request = new ResampleRequest(window, width, height, view.HasFlag(PictureFlips.Horizontal), view.HasFlag(PictureFlips.Vertical));
                resample(resampler, image, request, rented.AsSpan(i * each, each));
            }

            if (IsPreparable)
            {
                RunPrepared(rented, normalise, images, first, count, options, view, result);
            }
            else
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable quiet = inference_mode();
                SsdOutput output = Network.call(frombuffer(rented, type, length).reshape(count, height, width, 3).to(_device));
                Postprocess(output, images, first, count, options, view, result);
            }
        }
        finally
        {
            _resamplers.Add(resampler);
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    // On other devices, and amid training, the network itself answers.
    private bool IsPreparable => _device.type == DeviceType.CPU && !Network.training;

    private void RunPrepared<T>(
        T[] pixels, Normalising<T> normalise, IReadOnlyList<PixelImage> images, int first, int count, DetectOptions options, PictureFlips view,
        IReadOnlyList<Detection>[] result)
    {
        int length = count * Architecture.InputWidth * Architecture.InputHeight * 3, anchors = count * AnchorSet.Count, labels = ClassNames.Count + 1;
        float[] input = ArrayPool<float>.Shared.Rent(length);
        float[] logits = ArrayPool<float>.Shared.Rent(checked(anchors * labels)), deltas = ArrayPool<float>.Shared.Rent(anchors * 4);
        try
        {
            normalise(pixels.AsSpan(0, length), input.AsSpan(0, length));
            using (PreparedLease lease = _prepared.Rent(ChoosePrecision(options.Precision).Precision))
            {
                lease.Network.Run(input, count, logits, deltas);
            }

            Postprocess(logits.AsSpan(0, anchors * labels), deltas.AsSpan(0, anchors * 4), images, first, count, options, view, result);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(input);
            ArrayPool<float>.Shared.Return(logits);
            ArrayPool<float>.Shared.Return(deltas);
        }
    }

    private delegate void Normalising<T>(ReadOnlySpan<T> pixels, Span<float> target);
}
