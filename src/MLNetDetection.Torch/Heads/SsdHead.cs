using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Weights;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Heads;

/// <summary>SSD's two heads: class scores and box deltas of every anchor.</summary>
/// <remarks>State keys as torchvision's SSDHead: classification_head.*, regression_head.*.</remarks>
public sealed class SsdHead : nn.Module<IReadOnlyList<Tensor>, SsdOutput>
{
    private readonly ScoringHead _classification;
    private readonly ScoringHead _regression;

    /// <summary>A head with fresh weights.</summary>
    /// <param name="inputChannels">Channels of each feature map.</param>
    /// <param name="anchorsPerCell">Anchors on each cell of each map.</param>
    /// <param name="labelCount">K: classes and background, at least 2.</param>
    /// <param name="kind">What the predictors are made of.</param>
    /// <param name="order">In which order the anchors stand.</param>
    /// <exception cref="ArgumentException">Fewer than two labels, or other counts of channels than of anchors.</exception>
    public SsdHead(
        IReadOnlyList<int> inputChannels, IReadOnlyList<int> anchorsPerCell, int labelCount,
        HeadKind kind = HeadKind.Convolution, AnchorOrder order = AnchorOrder.CellThenShape)
        : base(nameof(SsdHead))
    {
        ArgumentNullException.ThrowIfNull(inputChannels);
        ArgumentNullException.ThrowIfNull(anchorsPerCell);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 2);
        if (inputChannels.Count != anchorsPerCell.Count)
        {
            throw new ArgumentException($"{inputChannels.Count} feature maps but anchors for {anchorsPerCell.Count}.", nameof(anchorsPerCell));
        }

        _classification = new ScoringHead(inputChannels, anchorsPerCell, labelCount, kind, order);
        _regression = new ScoringHead(inputChannels, anchorsPerCell, 4, kind, order);
        register_module("classification_head", _classification);
        register_module("regression_head", _regression);
    }

    /// <summary>Takes over the weights of a head of the same form with other classes: the boxes' all, and the scores' given columns.</summary>
    internal void TakeFrom(SsdHead source, IReadOnlyList<(long From, long To)> columns)
    {
        _classification.TakeColumns(source._classification, columns);
        new ModuleState(_regression).CopyFrom(new ModuleState(source._regression));
    }

    /// <summary>Maps [N, C, H, W], finest first, to logits [N, A, K] and deltas [N, A, 4].</summary>
    public override SsdOutput forward(IReadOnlyList<Tensor> input) => new(_classification.call(input), _regression.call(input));
}
