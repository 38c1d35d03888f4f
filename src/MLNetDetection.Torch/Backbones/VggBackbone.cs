using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>VGG16 with SSD's extra layers; see <see cref="VggDesign"/>.</summary>
/// <remarks>State keys as torchvision's SSDFeatureExtractorVGG: scale_weight, features.*, extra.*.</remarks>
public sealed class VggBackbone : Backbone
{
    private readonly Sequential _features;
    private readonly ModuleList<Sequential> _extra;

    /// <summary>A backbone with fresh weights: He's in VGG, Xavier's in the rest, as torchvision.</summary>
    public VggBackbone(VggDesign design)
        : base(nameof(VggBackbone))
    {
        ArgumentNullException.ThrowIfNull(design);
        OutputChannels = design.OutputChannels;
        SplitAt = design.BatchNorm ? 33 : 23;
        _features = First(design);
        _extra = nn.ModuleList([Second(design), .. Extras(design)]);
        register_parameter("scale_weight", new Parameter(ones(512).mul(20)));
        register_module("features", _features);
        register_module("extra", _extra);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; }

    /// <summary>VGG's five: conv1 to conv5, each from behind a pooling to the next; fc6 and fc7 are in none.</summary>
    internal override IReadOnlyList<IReadOnlyList<nn.Module>> Stages
    {
        get
        {
            var stages = new List<List<nn.Module>> { new() };
            foreach (nn.Module layer in Children(_features).Concat(Children(_extra[0]).SkipLast(1)))
            {
                if (layer is MaxPool2d)
                {
                    stages.Add([]);
                }
                else
                {
                    stages[^1].Add(layer);
                }
            }

            return stages;
        }
    }

    /// <summary>Index in torchvision's vgg16 or vgg16_bn of the fourth pooling, where the first extra block begins.</summary>
    internal int SplitAt { get; }

    /// <summary>[N, 3, H, W] to one map per block, the first at stride 8, then 16, 32, ...</summary>
    public override IReadOnlyList<Tensor> forward(Tensor input)
    {
        var maps = new Tensor[OutputChannels.Count];
        Tensor current = _features.call(input);
        Parameter scale = parameters(false).Single(); // asked for each time: a move to a device replaces it
        // ParseNet's L2 norm, by channels; in float32 whatever the convolutions compute in.
        maps[0] = nn.functional.normalize(current.to(ScalarType.Float32)).mul(scale.reshape(1, -1, 1, 1)).to(current.dtype);
        for (int block = 0; block < _extra.Count; block++)
        {
            current = _extra[block].call(current);
            maps[block + 1] = current;
        }

        return maps;
    }

    private static Sequential First(VggDesign design)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        long channels = 3;
        int pools = 0;
        foreach (int outputs in VggDesign.First)
        {
            if (outputs == 0)
            {
                layers.Add(nn.MaxPool2d(2, 2, ceil_mode: ++pools == 3)); // as the paper's Caffe: 75 becomes 38
                continue;
            }

            AddConvolution(layers, channels, outputs, design.BatchNorm);
            channels = outputs;
        }

        Sequential result = Layers.InOrder(layers);
        Layers.Initialise(result, Layers.HeOut);
        return result;
    }

    // conv5, then fc6 and fc7 as convolutions: dilation 6 gives fc6 the field that VGG's 7x7 had before its pooling was taken out.
    private static Sequential Second(VggDesign design)
    {
        var layers = new List<nn.Module<Tensor, Tensor>> { nn.MaxPool2d(2, 2) };
        for (int i = 0; i < 3; i++)
        {
            AddConvolution(layers, 512, 512, design.BatchNorm);
        }

        foreach (nn.Module<Tensor, Tensor> layer in layers)
        {
            Layers.Initialise(layer, Layers.HeOut);
        }

        Sequential connected = Layers.InOrder(
        [
            nn.MaxPool2d(3, 1, 1), nn.Conv2d(512, 1024, 3, 1, 6, 6), nn.ReLU(true), nn.Conv2d(1024, 1024, 1), nn.ReLU(true),
        ]);
        Layers.Initialise(connected, Layers.Xavier);
        return Layers.InOrder([.. layers, connected]);
    }

    private static IEnumerable<Sequential> Extras(VggDesign design)
    {
        long channels = 1024;
        foreach ((int middle, int outputs, int stride, int padding, int kernel) in design.Extras)
        {
            Sequential block = Layers.InOrder(
            [
                nn.Conv2d(channels, middle, 1), nn.ReLU(true), nn.Conv2d(middle, outputs, kernel, stride, padding), nn.ReLU(true),
            ]);
            Layers.Initialise(block, Layers.Xavier);
            channels = outputs;
            yield return block;
        }
    }

    private static void AddConvolution(List<nn.Module<Tensor, Tensor>> layers, long inputs, long outputs, bool norm)
    {
        layers.Add(nn.Conv2d(inputs, outputs, 3, 1, 1));
        if (norm)
        {
            layers.Add(nn.BatchNorm2d(outputs));
        }

        layers.Add(nn.ReLU(true));
    }
}
