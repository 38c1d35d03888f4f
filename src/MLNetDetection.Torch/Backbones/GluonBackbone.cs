using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>The teaching SSD's backbone; see <see cref="GluonDesign"/>.</summary>
/// <remarks>State keys: body.{0, 1, 2}.*, downsamples.{0, 1, 2}.*; in each 0, 1, 3, 4 are convolution, norm, convolution, norm.</remarks>
public sealed class GluonBackbone : Backbone
{
    private readonly Sequential _body;
    private readonly ModuleList<Sequential> _downsamples;

    /// <summary>A backbone with fresh weights, Xavier's as the tutorial's.</summary>
    public GluonBackbone()
        : base(nameof(GluonBackbone))
    {
        int[] channels = [3, .. GluonDesign.Channels];
        Sequential[] blocks = [.. channels.Zip(channels.Skip(1), DownSample)];
        _body = Layers.InOrder(blocks[..3]);
        _downsamples = nn.ModuleList(blocks[3..]);
        register_module("body", _body);
        register_module("downsamples", _downsamples);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; } = [64, 128, 128, 128];

    /// <summary>Each block that halves the picture.</summary>
    internal override IReadOnlyList<IReadOnlyList<nn.Module>> Stages =>
        [.. Children(_body).Concat(_downsamples).Select(block => (IReadOnlyList<nn.Module>)[block])];

    /// <summary>[N, 3, H, W] to four maps at strides 8, 16, 32 and 64.</summary>
    public override IReadOnlyList<Tensor> forward(Tensor input)
    {
        var maps = new Tensor[OutputChannels.Count];
        maps[0] = _body.call(input);
        for (int i = 0; i < _downsamples.Count; i++)
        {
            maps[i + 1] = _downsamples[i].call(maps[i]);
        }

        return maps;
    }

    private static Sequential DownSample(int inputs, int outputs)
    {
        Sequential block = Layers.InOrder(
        [
            nn.Conv2d(inputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs), nn.ReLU(true),
            nn.Conv2d(outputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs), nn.ReLU(true), nn.MaxPool2d(2),
        ]);
        Layers.Initialise(block, Layers.Xavier);
        return block;
    }
}
