using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>MobileNetV2 for SSDLite; see <see cref="MobileNetV2Design"/>.</summary>
public sealed class MobileNetV2Backbone : LiteBackbone
{
    /// <summary>A backbone with fresh weights, normal with deviation 0.03.</summary>
    public MobileNetV2Backbone(MobileNetV2Design design)
        : base(nameof(MobileNetV2Backbone), (design ?? throw new ArgumentNullException(nameof(design))).OutputChannels, First(), Second())
    {
    }

    private static Sequential First() => Layers.InOrder(
    [
        Norm(3, 32, 3, 2),
        .. MobileNetV2Design.Blocks.Take(MobileNetV2Design.TappedBlock).Select(Block),
        Parts(MobileNetV2Design.Blocks[MobileNetV2Design.TappedBlock]).First(),
    ]);

    private static Sequential Second() => Layers.InOrder(
    [
        Layers.InOrder(Parts(MobileNetV2Design.Blocks[MobileNetV2Design.TappedBlock]).Skip(1), firstKey: 1),
        .. MobileNetV2Design.Blocks.Skip(MobileNetV2Design.TappedBlock + 1).Select(Block),
        Norm(320, 1280, 1),
    ]);

    private static nn.Module<Tensor, Tensor> Block((int Inputs, int Outputs, int Stride, int Expansion) row) =>
        new ResidualSequence("conv", Layers.InOrder(Parts(row)), row.Stride == 1 && row.Inputs == row.Outputs);

    // torchvision's keys: the last convolution and its norm stand in the sequence itself.
    private static IEnumerable<nn.Module<Tensor, Tensor>> Parts((int Inputs, int Outputs, int Stride, int Expansion) row)
    {
        int hidden = row.Inputs * row.Expansion;
        if (row.Expansion != 1)
        {
            yield return Norm(row.Inputs, hidden, 1);
        }

        yield return Norm(hidden, hidden, 3, row.Stride, hidden);
        yield return nn.Conv2d(hidden, row.Outputs, 1, bias: false);
        yield return nn.BatchNorm2d(row.Outputs, NormSettings.Lite.Epsilon, NormSettings.Lite.Momentum);
    }

    private static Sequential Norm(long inputs, long outputs, long kernel, long stride = 1, long groups = 1) =>
        Layers.ConvNorm(inputs, outputs, kernel, stride, groups, Activation.Relu6, NormSettings.Lite);
}
