using MLNetDetection.Torch.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training;

/// <summary>A batch, or a part of one, on the device.</summary>
/// <param name="Pixels">uint8 [N, H, W, 3].</param>
/// <param name="Labels">int64 [N, A].</param>
/// <param name="Positives">int64 [P], n * A + a.</param>
/// <param name="Targets">float32 [P, 4].</param>
internal readonly record struct BatchTensors(Tensor Pixels, Tensor Labels, Tensor Positives, Tensor Targets)
{
    /// <summary>Valid as long as the batch; the tensors belong to the current dispose scope.</summary>
    public static BatchTensors From(TrainingBatch batch, BatchPart part, Device device)
    {
        int count = part.Count, anchors = batch.Shape.Anchors;
        ReadOnlySpan<PositiveAnchor[]> images = batch.Positives.AsSpan(part.First, count);
        var positives = new long[LossTotals.Count(images).Positives];
        var targets = new float[4 * positives.Length];
        int at = 0;
        for (int n = 0; n < count; n++)
        {
            foreach (PositiveAnchor positive in images[n])
            {
                positives[at] = (long)n * anchors + positive.Anchor;
                targets[4 * at] = positive.Target.X;
                targets[4 * at + 1] = positive.Target.Y;
                targets[4 * at + 2] = positive.Target.W;
                targets[4 * at + 3] = positive.Target.H;
                at++;
            }
        }

        // The batch's arrays are used as they are: they change only after the step.
        return new BatchTensors(
            Part(frombuffer(batch.Pixels, ScalarType.Byte, (long)batch.Count * batch.Shape.PixelBytes)
                .reshape(batch.Count, batch.Shape.Height, batch.Shape.Width, 3), part).to(device),
            Part(frombuffer(batch.Labels, ScalarType.Int64, (long)batch.Count * anchors).reshape(batch.Count, anchors), part).to(device),
            tensor(positives, device: device),
            tensor(targets, [positives.Length, 4], device: device));
    }

    private static Tensor Part(Tensor whole, BatchPart part) =>
        part.Count == whole.shape[0] ? whole : whole[TensorIndex.Slice(part.First, part.First + part.Count)];
}
