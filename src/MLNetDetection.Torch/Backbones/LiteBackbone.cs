using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>What the MobileNets share: two halves that give a map each, and SSDLite's extra blocks.</summary>
/// <remarks>State keys as torchvision's SSDLiteFeatureExtractorMobileNet: features.{0, 1}.*, extra.*.</remarks>
public abstract class LiteBackbone : Backbone
{
    private readonly Sequential[] _blocks;

    private protected LiteBackbone(string name, IReadOnlyList<int> outputChannels, Sequential first, Sequential second)
        : base(name)
    {
        OutputChannels = outputChannels;
        Layers.Initialise(first, Layers.Normal);
        Layers.Initialise(second, Layers.Normal);
        Sequential[] extra = [.. LiteExtras.Create(outputChannels[1])];
        _blocks = [first, second, .. extra];
        register_module("features", nn.Sequential(("0", first), ("1", second)));
        register_module("extra", nn.ModuleList(extra));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; }

    /// <summary>The first convolution, then each block; the block with the first map is cut behind that map.</summary>
    internal override IReadOnlyList<IReadOnlyList<nn.Module>> Stages =>
        [.. _blocks.Take(2).SelectMany(Children).Select(block => (IReadOnlyList<nn.Module>)[block])];

    /// <summary>[N, 3, H, W] to six maps, the first at stride 16, each next at twice that; 320 pixels give 20, 10, 5, 3, 2 and 1 cells.</summary>
    public override IReadOnlyList<Tensor> forward(Tensor input)
    {
        var maps = new Tensor[_blocks.Length];
        Tensor current = input;
        for (int block = 0; block < maps.Length; block++)
        {
            current = _blocks[block].call(current);
            maps[block] = current;
        }

        return maps;
    }
}
