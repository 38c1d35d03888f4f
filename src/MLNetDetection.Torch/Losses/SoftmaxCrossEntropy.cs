using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>-log p of the label, SSD's own class loss; each class may have a weight (the VOC template's 0.4 for persons).</summary>
public sealed class SoftmaxCrossEntropy : ClassLoss
{
    private readonly double[]? _weights;

    /// <summary>A loss.</summary>
    /// <param name="classWeights">One number per label with background first, finite, at least 0; null counts all alike.</param>
    public SoftmaxCrossEntropy(IReadOnlyList<double>? classWeights = null)
    {
        if (classWeights is not null && !classWeights.All(w => w >= 0 && double.IsFinite(w)))
        {
            throw new ArgumentOutOfRangeException(nameof(classWeights), "The weights of classes are finite and at least 0.");
        }

        _weights = classWeights?.ToArray();
    }

    /// <inheritdoc/>
    public override Tensor PerAnchor(Tensor logits, Tensor labels, Tensor counted)
    {
        Tensor losses = LogProbability(logits, labels).neg(); // [N, A]
        if (_weights is null)
        {
            return losses;
        }

        if (_weights.Length != logits.shape[2])
        {
            throw new ArgumentException($"There are {_weights.Length} class weights and {logits.shape[2]} labels, background counted.");
        }

        Tensor weights = tensor(_weights.Select(w => (float)w).ToArray(), device: logits.device);
        return losses.mul(weights.index_select(0, labels.reshape(-1)).reshape(labels.shape));
    }
}
