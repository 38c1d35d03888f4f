using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Heads;

/// <summary>One 3x3 convolution per feature map, whose outputs are laid in a row in the anchors' order.</summary>
/// <remarks>State keys as torchvision's: module_list.{map}.weight and .bias. Weights start Xavier-uniform, biases 0.</remarks>
internal sealed class ScoringHead : nn.Module<IReadOnlyList<Tensor>, Tensor>
{
    private readonly ModuleList<Conv2d> _convolutions;
    private readonly long _columns;

    public ScoringHead(IReadOnlyList<int> inputChannels, IReadOnlyList<int> anchorsPerCell, int columns)
        : base(nameof(ScoringHead))
    {
        _columns = columns;
        _convolutions = nn.ModuleList([.. inputChannels.Zip(anchorsPerCell, (channels, anchors) =>
        {
            Conv2d convolution = nn.Conv2d(channels, (long)anchors * columns, 3, 1, 1);
            nn.init.xavier_uniform_(convolution.weight);
            nn.init.zeros_(convolution.bias!);
            return convolution;
        })]);
        register_module("module_list", _convolutions);
    }

    /// <summary>Maps [N, C, H, W] to [N, A, columns].</summary>
    public override Tensor forward(IReadOnlyList<Tensor> input)
    {
        using DisposeScope scope = NewDisposeScope();
        var rows = new Tensor[input.Count];
        for (int map = 0; map < rows.Length; map++)
        {
            Tensor scores = _convolutions[map].call(input[map]); // [N, anchors * columns, H, W]
            rows[map] = scores.permute(0, 2, 3, 1).reshape(scores.shape[0], -1, _columns); // [N, H * W * anchors, columns]
        }

        return cat(rows, 1).MoveToOuterDisposeScope(); // [N, A, columns]
    }
}
