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
