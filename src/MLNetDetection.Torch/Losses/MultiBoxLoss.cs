using MLNetDetection.Torch.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>
/// SSD's loss (Liu et al. 2016, equations 1 to 3): softmax cross-entropy over the positives and, per image, the hardest
/// negatives; smooth L1 over the positives' deltas; both divided by the batch's positives, at least 1. The whole batch at
/// once, no loop over images.
/// </summary>
public sealed class MultiBoxLoss
{
    private readonly MultiBoxLossOptions _options;

    /// <summary>A loss with given weights.</summary>
    public MultiBoxLoss(MultiBoxLossOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>The loss of a batch.</summary>
    /// <param name="output">Logits [N, A, K] and deltas [N, A, 4].</param>
    /// <param name="labels">int64 [N, A]: 0 background, 1 to K - 1 a class, -1 not counted.</param>
    /// <param name="positives">int64 [P]: where labels are over 0, as n * A + a, ascending; P may be 0.</param>
    /// <param name="targets">float32 [P, 4]: the deltas that the positives should have.</param>
    /// <returns>Finite for finite logits; the box part is 0 without positives.</returns>
    public MultiBoxLossValue Compute(SsdOutput output, Tensor labels, Tensor positives, Tensor targets)
    {
        using DisposeScope scope = NewDisposeScope();
        double divisor = Math.Max(1, positives.shape[0]);
        Tensor classes = ClassPart(output.Logits, labels).div(divisor);
        Tensor boxes = BoxPart(output.Deltas, positives, targets).mul(_options.BoxWeight / divisor);
        Tensor total = classes.add(boxes);
        return new MultiBoxLossValue(
            total.MoveToOuterDisposeScope(), classes.MoveToOuterDisposeScope(), boxes.MoveToOuterDisposeScope());
    }

    private Tensor ClassPart(Tensor logits, Tensor labels)
    {
        Tensor wanted = labels.clamp(0); // [N, A], what is not counted read as background and masked below
        Tensor losses = logits.log_softmax(-1).gather(2, wanted.unsqueeze(2)).squeeze(2).neg(); // [N, A]
        Tensor positive = labels.gt(0);
        Tensor positiveLoss = losses.mul(positive.to(losses.dtype)).sum();

        // Sorted by loss, the hardest negatives of an image are its first ones: one sort, and no index back is needed.
        Tensor candidates = losses.masked_fill(labels.ne(0), 0); // a loss of 0 adds nothing where it is taken
        (Tensor hardest, _) = candidates.sort(1, descending: true); // [N, A]
        Tensor wantedNegatives = positive.sum(1, keepdim: true, ScalarType.Float32)
            .mul(_options.NegativesPerPositive).clamp(_options.MinNegatives); // [N, 1]
        Tensor rank = arange(labels.shape[1], ScalarType.Float32, labels.device).unsqueeze(0); // [1, A]
        return positiveLoss.add(hardest.mul(rank.lt(wantedNegatives).to(losses.dtype)).sum());
    }

    private Tensor BoxPart(Tensor deltas, Tensor positives, Tensor targets)
    {
        Tensor chosen = deltas.reshape(-1, 4).index_select(0, positives); // [P, 4]
        return nn.functional.smooth_l1_loss(chosen, targets, nn.Reduction.Sum, _options.SmoothL1Beta);
    }
}
