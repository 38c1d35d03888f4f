using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Heads;

/// <summary>One predictor per feature map, whose outputs are laid in a row in the anchors' order.</summary>
/// <remarks>
/// State keys as torchvision's: module_list.{map}.weight and .bias, or for depthwise ones module_list.{map}.0.0.weight and so
/// on. Convolutions start Xavier-uniform, depthwise predictors normal with deviation 0.03; biases 0.
/// </remarks>
internal sealed class ScoringHead : nn.Module<IReadOnlyList<Tensor>, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _predictors;
    private readonly AnchorOrder _order;
    private readonly long _columns;

    public ScoringHead(IReadOnlyList<int> inputChannels, IReadOnlyList<int> anchorsPerCell, int columns, HeadKind kind, AnchorOrder order)
        : base(nameof(ScoringHead))
    {
        (_columns, _order) = (columns, order);
        _predictors = nn.ModuleList([.. inputChannels.Zip(anchorsPerCell, (channels, anchors) =>
            kind == HeadKind.Depthwise ? Depthwise(channels, (long)anchors * columns) : Convolution(channels, (long)anchors * columns))]);
        register_module("module_list", _predictors);
    }

    /// <summary>Numbers that training changes in one map's predictor, and its multiplications in each cell.</summary>
    public static (long Parameters, long MultiplyAdds) Count(long channels, long outputs, HeadKind kind)
    {
        (long first, long second) = kind == HeadKind.Depthwise ? (9 * channels, channels * outputs) : (0, 9 * channels * outputs);
        return (first + second + outputs + (kind == HeadKind.Depthwise ? 2 * channels : 0), first + second);
    }

    /// <summary>Maps [N, C, H, W] to [N, A, columns].</summary>
    public override Tensor forward(IReadOnlyList<Tensor> input)
    {
        using DisposeScope scope = NewDisposeScope();
        var rows = new Tensor[input.Count];
        for (int map = 0; map < rows.Length; map++)
        {
            Tensor scores = _predictors[map].call(input[map]); // [N, anchors * columns, H, W], or columns * anchors
            rows[map] = _order == AnchorOrder.CellThenShape
                ? scores.permute(0, 2, 3, 1).reshape(scores.shape[0], -1, _columns) // [N, H * W * anchors, columns]
                : scores.reshape(scores.shape[0], _columns, -1).permute(0, 2, 1); // [N, anchors * H * W, columns]
        }

        return cat(rows, 1).MoveToOuterDisposeScope(); // [N, A, columns]
    }

    /// <summary>Takes over another head's weights; of the scores only the given columns, the others stay as they are.</summary>
    /// <param name="source">A head of the same form with another number of columns.</param>
    /// <param name="columns">Column there, column here.</param>
    /// <exception cref="ArgumentException">The heads differ in more than their columns.</exception>
    public void TakeColumns(ScoringHead source, IReadOnlyList<(long From, long To)> columns)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        foreach ((nn.Module<Tensor, Tensor> mine, nn.Module<Tensor, Tensor> theirs) in _predictors.Zip(source._predictors))
        {
            Tensor[] to = [.. mine.buffers(), .. mine.parameters()], from = [.. theirs.buffers(), .. theirs.parameters()];
            for (int i = 0; i < to.Length; i++)
            {
                // Weight and bias of the last convolution, one row for each column of each anchor, end each list.
                bool scores = i >= to.Length - 2;
                if (to.Length != from.Length || !to[i].shape.Skip(scores ? 1 : 0).SequenceEqual(from[i].shape.Skip(scores ? 1 : 0)))
                {
                    throw new ArgumentException("The class scores have another form than those to take over.", nameof(source));
                }

                to[i].copy_(scores ? Merged(to[i], source, from[i], columns) : from[i]);
            }
        }
    }

    private Tensor Merged(Tensor mine, ScoringHead source, Tensor theirs, IReadOnlyList<(long From, long To)> columns)
    {
        float[] result = mine.cpu().reshape(-1).data<float>().ToArray(), other = theirs.cpu().reshape(-1).data<float>().ToArray();
        long anchors = mine.shape[0] / _columns;
        int each = (int)(mine.numel() / mine.shape[0]);
        for (long anchor = 0; anchor < anchors; anchor++)
        {
            foreach ((long from, long to) in columns)
            {
                other.AsSpan((int)source.Row(anchor, anchors, from) * each, each).CopyTo(result.AsSpan((int)Row(anchor, anchors, to) * each, each));
            }
        }

        return tensor(result, mine.shape, device: mine.device);
    }

    private long Row(long anchor, long anchors, long column) =>
        _order == AnchorOrder.CellThenShape ? anchor * _columns + column : column * anchors + anchor;

    private static nn.Module<Tensor, Tensor> Convolution(long channels, long outputs)
    {
        Conv2d convolution = nn.Conv2d(channels, outputs, 3, 1, 1);
        Layers.Initialise(convolution, Layers.Xavier);
        return convolution;
    }

    private static nn.Module<Tensor, Tensor> Depthwise(long channels, long outputs)
    {
        Sequential predictor = Layers.InOrder(
        [
            Layers.ConvNorm(channels, channels, groups: channels, activation: Activation.Relu6, norm: NormSettings.Lite),
            nn.Conv2d(channels, outputs, 1),
        ]);
        Layers.Initialise(predictor, Layers.Normal);
        return predictor;
    }
}
