using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>ResNet to conv4 with SSD's extra blocks; see <see cref="ResNetDesign"/>.</summary>
/// <remarks>State keys as NVIDIA's SSD300: feature_extractor.{0, 1, 4, 5, 6}.*, additional_blocks.{i}.{0, 1, 3, 4}.*.</remarks>
public sealed class ResNetBackbone : Backbone
{
    private readonly Sequential _features;
    private readonly ModuleList<Sequential> _extra;

    /// <summary>A backbone with fresh weights: He's in ResNet, Xavier's in the extra blocks.</summary>
    public ResNetBackbone(ResNetDesign design)
        : base(nameof(ResNetBackbone))
    {
        ArgumentNullException.ThrowIfNull(design);
        OutputChannels = design.OutputChannels;
        _features = Features(design);
        _extra = nn.ModuleList([.. Extras(design)]);
        register_module("feature_extractor", _features);
        register_module("additional_blocks", _extra);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; }

    /// <summary>The stem (conv1 and its norm), then conv2, conv3 and conv4.</summary>
    internal override IReadOnlyList<IReadOnlyList<nn.Module>> Stages
    {
        get
        {
            nn.Module[] layers = [.. Children(_features)];
            return [layers[..4], .. layers[4..].Select(layer => (IReadOnlyList<nn.Module>)[layer])];
        }
    }

    /// <summary>[N, 3, H, W] to six maps; 300 pixels give 38, 19, 10, 5, 3 and 1 cells.</summary>
    public override IReadOnlyList<Tensor> forward(Tensor input)
    {
        var maps = new Tensor[OutputChannels.Count];
        maps[0] = _features.call(input);
        for (int block = 0; block < _extra.Count; block++)
        {
            maps[block + 1] = _extra[block].call(maps[block]);
        }

        return maps;
    }

    private static Sequential Features(ResNetDesign design)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>
        {
            nn.Conv2d(3, 64, 7, 2, 3, bias: false), nn.BatchNorm2d(64), nn.ReLU(true), nn.MaxPool2d(3, 2, 1),
        };
        long channels = 64;
        for (int stage = 0; stage < design.Blocks.Count; stage++)
        {
            long width = 64L << stage, outputs = design.IsDeep ? 4 * width : width;
            var blocks = new List<nn.Module<Tensor, Tensor>>();
            for (int block = 0; block < design.Blocks[stage]; block++)
            {
                blocks.Add(new ResNetBlock(channels, width, outputs, block == 0 && stage == 1 ? 2 : 1, design.IsDeep));
                channels = outputs;
            }

            layers.Add(Layers.InOrder(blocks));
        }

        Sequential result = Layers.InOrder(layers);
        Layers.Initialise(result, Layers.HeOut);
        return result;
    }

    private static IEnumerable<Sequential> Extras(ResNetDesign design)
    {
        for (int i = 0; i < ResNetDesign.Extras.Count; i++)
        {
            (int middle, int stride, int padding) = ResNetDesign.Extras[i];
            long outputs = design.OutputChannels[i + 1];
            Sequential block = Layers.InOrder(
            [
                nn.Conv2d(design.OutputChannels[i], middle, 1, bias: false), nn.BatchNorm2d(middle), nn.ReLU(true),
                nn.Conv2d(middle, outputs, 3, stride, padding, bias: false), nn.BatchNorm2d(outputs), nn.ReLU(true),
            ]);
            Layers.Initialise(block, Layers.Xavier);
            yield return block;
        }
    }
}
