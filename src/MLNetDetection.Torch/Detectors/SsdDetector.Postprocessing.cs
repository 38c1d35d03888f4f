using System.Runtime.InteropServices;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Detectors;

/// <content>From the network's numbers to detections.</content>
public sealed partial class SsdDetector
{
    private void Postprocess(
        SsdOutput output, IReadOnlyList<PixelImage> images, int first, int count, DetectOptions options, PictureFlips view, IReadOnlyList<Detection>[] result)
    {
        ReadOnlySpan<float> logits, deltas; // [N, A, K] and [N, A, 4]
        if (_device.type == DeviceType.CPU)
        {
            logits = Values(output.Logits.contiguous());
            deltas = Values(output.Deltas.contiguous());
        }
        else
        {
            // One copy and one wait for it, whatever the number of boxes.
            ReadOnlySpan<float> both = Values(cat([output.Logits.reshape(-1), output.Deltas.reshape(-1)], 0).cpu());
            int split = checked((int)output.Logits.numel());
            logits = both[..split];
            deltas = both[split..];
        }

        Postprocess(logits, deltas, images, first, count, options, view, result);
    }

    private void Postprocess(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> deltas, IReadOnlyList<PixelImage> images, int first, int count, DetectOptions options, PictureFlips view,
        IReadOnlyList<Detection>[] result)
    {
        SelectionOptions selection = options.ToSelection(ClassNames);
        ScoreKind kind = Architecture.HasSigmoidScores ? ScoreKind.SigmoidLogit : ScoreKind.SoftmaxLogit;
        int logitsEach = logits.Length / count, deltasEach = deltas.Length / count;
        for (int i = 0; i < count; i++)
        {
            Detection[] found = _postprocessor.Detect(logits.Slice(i * logitsEach, logitsEach), kind, deltas.Slice(i * deltasEach, deltasEach), selection);
            result[first + i] = ToSource(found, images[first + i], view);
        }
    }

    private static ReadOnlySpan<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
