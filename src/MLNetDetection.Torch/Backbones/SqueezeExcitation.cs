using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>Scales each channel by what the whole picture says of it (Hu et al. 2018), with a hard sigmoid as MobileNetV3 has it.</summary>
/// <remarks>State keys as torchvision's: fc1.*, fc2.*.</remarks>
internal sealed class SqueezeExcitation : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _squeeze;
    private readonly Conv2d _expand;

    public SqueezeExcitation(long channels, long squeezed)
        : base(nameof(SqueezeExcitation))
    {
        _squeeze = nn.Conv2d(channels, squeezed, 1);
        _expand = nn.Conv2d(squeezed, channels, 1);
        register_module("fc1", _squeeze);
        register_module("fc2", _expand);
    }

    /// <summary>[N, C, H, W] to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor mean = input.mean([2, 3], true); // [N, C, 1, 1]
        Tensor share = nn.functional.hardsigmoid(_expand.call(nn.functional.relu(_squeeze.call(mean), true)));
        return share.mul(input).MoveToOuterDisposeScope();
    }
}
