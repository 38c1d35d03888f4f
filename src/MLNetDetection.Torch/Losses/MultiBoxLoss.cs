using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>
/// SSD's loss (Liu et al. 2016, equations 1 to 3): a class loss over the positives and, per image, mined negatives; a box loss over
/// the positives; both divided as <see cref="LossNormalisation"/> says. By default softmax cross-entropy with the hardest
/// negatives and smooth L1, over the batch's positives. The whole batch at once, no loop over images.
/// </summary>
public sealed class MultiBoxLoss
{
    private readonly MultiBoxLossOptions _options;
    private readonly IBoxCoder? _coder;
    private readonly float[]? _anchorsXyxyPx;
    private readonly float[]? _labelWeights;

    /// <summary>A loss with given weights.</summary>
    /// <param name="options">Parts and weights.</param>
    /// <param name="anchors">The network's anchors; needed where <see cref="MultiBoxLossOptions.Boxes"/> takes boxes.</param>
    /// <param name="coder">How deltas are coded; needed likewise.</param>
    /// <exception cref="ArgumentException">A value outside its range, or a loss of boxes without anchors and coder.</exception>
    public MultiBoxLoss(MultiBoxLossOptions options, AnchorSet? anchors = null, IBoxCoder? coder = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        if (options.Boxes is not { TakesBoxes: true })
        {
            return;
        }

        if (anchors is null || coder is null)
        {
            throw new ArgumentException("A loss of boxes in pixels needs the anchors and the coder.", nameof(anchors));
        }

        _coder = coder;
        _anchorsXyxyPx = [.. Enumerable.Range(0, anchors.Count).SelectMany(a => new[] { anchors[a].X1, anchors[a].Y1, anchors[a].X2, anchors[a].Y2 })];
    }

    /// <summary>A loss in which each anchor's class part counts as its label does.</summary>
    /// <param name="options">As above.</param>
    /// <param name="anchors">As above.</param>
    /// <param name="coder">As above.</param>
    /// <param name="labelWeights">One for each label, background first; null counts all alike.</param>
    internal MultiBoxLoss(MultiBoxLossOptions options, AnchorSet anchors, IBoxCoder coder, float[]? labelWeights)
        : this(options, anchors, coder) => _labelWeights = labelWeights;

    /// <summary>The loss of a batch.</summary>
    /// <param name="output">Logits [N, A, K] and deltas [N, A, 4].</param>
    /// <param name="labels">int64 [N, A]: 0 background, 1 to K - 1 a class, -1 not counted.</param>
    /// <param name="positives">int64 [P]: where labels are over 0, as n * A + a, ascending; P may be 0.</param>
    /// <param name="targets">float32 [P, 4]: the deltas that the positives should have.</param>
    /// <returns>Finite for finite logits; the box part is 0 without positives.</returns>
    public MultiBoxLossValue Compute(SsdOutput output, Tensor labels, Tensor positives, Tensor targets) =>
        Compute(output, labels, positives, targets, null);

    /// <summary>The share that images have in the loss of a whole step; the shares of all its parts add up to its loss.</summary>
    /// <param name="output">As above.</param>
    /// <param name="labels">As above.</param>
    /// <param name="positives">As above.</param>
    /// <param name="targets">As above.</param>
    /// <param name="step">Counts of the whole step; null where these images are the step.</param>
    internal MultiBoxLossValue Compute(SsdOutput output, Tensor labels, Tensor positives, Tensor targets, LossTotals? step)
    {
        using DisposeScope scope = NewDisposeScope();
        (double classDivisor, double boxDivisor) = Divisors(labels.shape, step ?? new LossTotals(labels.shape[0], positives.shape[0], 0));
        Tensor? share = _options.Normalisation == LossNormalisation.PerImage ? ImageShares(labels, step) : null;
        Tensor classes = ClassPart(output.Logits, labels, share).div(classDivisor);
        Tensor boxes = BoxPart(output.Deltas, positives, targets, share).mul(_options.BoxWeight / boxDivisor);
        Tensor total = classes.add(boxes);
        return new MultiBoxLossValue(
            total.MoveToOuterDisposeScope(), classes.MoveToOuterDisposeScope(), boxes.MoveToOuterDisposeScope());
    }

    private (double Classes, double Boxes) Divisors(long[] shape, LossTotals step)
    {
        double common = _options.Normalisation switch
        {
            LossNormalisation.Positives => Math.Max(1, step.Positives),
            LossNormalisation.Anchors => Math.Max(1, step.Images * shape[1]),
            _ => 1,
        };
        double boxes = _options.Normalisation == LossNormalisation.Anchors ? 4 * common : common;
        double mean = (double)step.Images / Math.Max(1, shape[0]); // a mean of these images, weighed by how many of the step they are
        return (_options.Classes.IsMean ? mean : common, _options.Boxes is { IsMean: true } ? mean : boxes);
    }

    /// <summary>float32 [N]: 1 / (positives of the image * the step's images that have any), 0 for an image without.</summary>
    private static Tensor ImageShares(Tensor labels, LossTotals? step)
    {
        Tensor counts = labels.gt(0).sum(1, type: ScalarType.Float32); // [N]
        Tensor any = counts.gt(0).to(ScalarType.Float32);
        Tensor images = step is { } whole ? any.sum().mul(0).add(whole.ImagesWithPositives) : any.sum();
        return any.div(counts.clamp(1)).div(images.clamp(1));
    }

    private Tensor ClassPart(Tensor logits, Tensor labels, Tensor? share)
    {
        Tensor wanted = labels.clamp(0); // [N, A], what is not counted read as background and masked below
        Tensor losses = _options.Classes.PerAnchor(logits, wanted, labels.ge(0)); // [N, A]
        if (_labelWeights is not null)
        {
            losses = losses.mul(tensor(_labelWeights, device: labels.device).index_select(0, wanted.reshape(-1)).reshape(labels.shape));
        }

        if (share is not null)
        {
            losses = losses.mul(share.unsqueeze(1));
        }

        return _options.Mining switch
        {
            NegativeMining.HighestLoss => Positives(losses, labels).add(Hardest(losses, labels)),
            NegativeMining.LowestBackground => Positives(losses, labels).add(LeastBackground(losses, logits, labels)),
            NegativeMining.All => losses.mul(labels.ge(0).to(losses.dtype)).sum(),
            _ => Largest(losses.masked_fill(labels.lt(0), 0), _options.HardExamples).sum(),
        };
    }

    private static Tensor Positives(Tensor losses, Tensor labels) => losses.mul(labels.gt(0).to(losses.dtype)).sum();

    // The largest losses of all images at once, as many as the image takes that takes most; the others leave their last ones out.
    private Tensor Hardest(Tensor losses, Tensor labels)
    {
        Tensor count = WantedNegatives(labels); // [N, 1]
        Tensor hardest = Largest(losses.masked_fill(labels.ne(0), 0), Math.Ceiling(count.max().item<float>())); // a loss of 0 adds nothing where it is taken
        Tensor rank = arange(hardest.shape[1], ScalarType.Float32, losses.device).unsqueeze(0); // [1, M]
        return hardest.mul(rank.lt(count).to(losses.dtype)).sum();
    }

    private static Tensor Largest(Tensor losses, double count)
    {
        (Tensor largest, _) = losses.topk((int)Math.Min(losses.shape[1], count), 1); // [N, M]
        return largest;
    }

    private Tensor LeastBackground(Tensor losses, Tensor logits, Tensor labels)
    {
        const double NeverFirst = 2; // over every probability
        Tensor background = logits.detach().softmax(-1).index_select(2, tensor(new long[] { 0 }, device: logits.device)).squeeze(2);
        (_, Tensor order) = background.masked_fill(labels.ne(0), NeverFirst).sort(1, stable: true);
        Tensor taken = losses.masked_fill(labels.ne(0), 0).gather(1, order); // [N, A], least background first
        Tensor rank = arange(labels.shape[1], ScalarType.Float32, labels.device).unsqueeze(0);
        return taken.mul(rank.lt(WantedNegatives(labels)).to(losses.dtype)).sum();
    }

    private Tensor WantedNegatives(Tensor labels) => labels.gt(0).sum(1, keepdim: true, ScalarType.Float32)
        .mul(_options.NegativesPerPositive).clamp(_options.MinNegatives); // [N, 1]

    private Tensor BoxPart(Tensor deltas, Tensor positives, Tensor targets, Tensor? share)
    {
        Tensor chosen = deltas.reshape(-1, 4).index_select(0, positives); // [P, 4]
        if (_options.Boxes is null && share is null)
        {
            return nn.functional.smooth_l1_loss(chosen, targets, nn.Reduction.Sum, _options.SmoothL1Beta);
        }

        BoxLoss loss = _options.Boxes ?? new SmoothL1(_options.SmoothL1Beta);
        if (loss.TakesBoxes)
        {
            Tensor anchors = tensor(_anchorsXyxyPx!, [deltas.shape[1], 4], device: deltas.device)
                .index_select(0, Remainder(positives, deltas.shape[1]));
            (chosen, targets) = (_coder!.Decode(chosen, anchors), _coder.Decode(targets, anchors));
        }

        Tensor each = loss.PerBox(chosen, targets); // [P]
        return (share is null ? each : each.mul(share.index_select(0, positives.div(deltas.shape[1], RoundingMode.floor)))).sum();
    }

    private static Tensor Remainder(Tensor positives, long anchors) =>
        positives.sub(positives.div(anchors, RoundingMode.floor).mul(anchors));
}
