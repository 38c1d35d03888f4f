using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>MobileNetV3-Large for SSDLite; see <see cref="MobileNetV3Design"/>.</summary>
public sealed class MobileNetV3Backbone : LiteBackbone
{
    /// <summary>A backbone with fresh weights, normal with deviation 0.03 as torchvision's.</summary>
    public MobileNetV3Backbone(MobileNetV3Design design)
        : base(nameof(MobileNetV3Backbone), Checked(design).OutputChannels, First(design), Second(design))
    {
    }

    private static MobileNetV3Design Checked(MobileNetV3Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design;
    }

    private static Sequential First(MobileNetV3Design design) => Layers.InOrder(
    [
        Layers.ConvNorm(3, 16, 3, 2, activation: Activation.HardSwish, norm: NormSettings.Lite),
        .. design.Blocks.Take(MobileNetV3Design.TappedBlock).Select(block =>
            (nn.Module<Tensor, Tensor>)new ResidualSequence("block", Layers.InOrder(Parts(block)), block.Adds)),
        Parts(design.Blocks[MobileNetV3Design.TappedBlock]).First(),
    ]);

    // The tapped block's other parts keep their keys 1, 2, 3; it has a stride, so that nothing is added.
    private static Sequential Second(MobileNetV3Design design) => Layers.InOrder(
    [
        Layers.InOrder(Parts(design.Blocks[MobileNetV3Design.TappedBlock]).Skip(1), firstKey: 1),
        .. design.Blocks.Skip(MobileNetV3Design.TappedBlock + 1).Select(block =>
            (nn.Module<Tensor, Tensor>)new ResidualSequence("block", Layers.InOrder(Parts(block)), block.Adds)),
        Layers.ConvNorm(design.Tail, 6 * design.Tail, 1, activation: Activation.HardSwish, norm: NormSettings.Lite),
    ]);

    private static IEnumerable<nn.Module<Tensor, Tensor>> Parts(MobileNetV3Block block)
    {
        if (block.Expands)
        {
            yield return Layers.ConvNorm(block.Inputs, block.Expanded, 1, activation: block.Activation, norm: NormSettings.Lite);
        }

        yield return Layers.ConvNorm(block.Expanded, block.Expanded, block.Kernel, block.Stride, block.Expanded, block.Activation, NormSettings.Lite);
        if (block.Squeezes)
        {
            yield return new SqueezeExcitation(block.Expanded, block.Squeezed);
        }

        yield return Layers.ConvNorm(block.Expanded, block.Outputs, 1, activation: Activation.None, norm: NormSettings.Lite);
    }
}
