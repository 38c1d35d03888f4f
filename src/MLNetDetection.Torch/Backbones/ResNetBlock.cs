using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>A residual block: two 3x3 convolutions, or 1x1, 3x3, 1x1 with the stride in the 3x3 (torchvision's form).</summary>
/// <remarks>State keys as torchvision's: conv1, bn1, ..., downsample.0 and .1.</remarks>
internal sealed class ResNetBlock : nn.Module<Tensor, Tensor>
{
    private readonly List<(Conv2d Convolution, BatchNorm2d Norm)> _parts = [];
    private readonly Sequential? _downsample;

    public ResNetBlock(long inputs, long width, long outputs, long stride, bool deep)
        : base(nameof(ResNetBlock))
    {
        if (deep)
        {
            Add(nn.Conv2d(inputs, width, 1, bias: false), width);
            Add(nn.Conv2d(width, width, 3, stride, 1, bias: false), width);
            Add(nn.Conv2d(width, outputs, 1, bias: false), outputs);
        }
        else
        {
            Add(nn.Conv2d(inputs, width, 3, stride, 1, bias: false), width);
            Add(nn.Conv2d(width, outputs, 3, 1, 1, bias: false), outputs);
        }

        if (stride != 1 || inputs != outputs)
        {
            _downsample = nn.Sequential(("0", nn.Conv2d(inputs, outputs, 1, stride, bias: false)), ("1", nn.BatchNorm2d(outputs)));
            register_module("downsample", _downsample);
        }
    }

    /// <summary>[N, C, H, W] to [N, outputs, H / stride, W / stride].</summary>
    public override Tensor forward(Tensor input)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor current = input;
        for (int part = 0; part < _parts.Count; part++)
        {
            current = _parts[part].Norm.call(_parts[part].Convolution.call(current));
            if (part < _parts.Count - 1)
            {
                current = nn.functional.relu(current, true);
            }
        }

        Tensor kept = _downsample is null ? input : _downsample.call(input);
        return nn.functional.relu(current.add(kept), true).MoveToOuterDisposeScope();
    }

    private void Add(Conv2d convolution, long channels)
    {
        BatchNorm2d norm = nn.BatchNorm2d(channels);
        _parts.Add((convolution, norm));
        register_module($"conv{_parts.Count}", convolution);
        register_module($"bn{_parts.Count}", norm);
    }
}
