using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>A sequence under one key whose input is added to its output where both have the same form.</summary>
internal sealed class ResidualSequence : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _sequence;
    private readonly bool _adds;

    /// <param name="key">"block" in torchvision's MobileNetV3, "conv" in its MobileNetV2.</param>
    /// <param name="sequence">The layers.</param>
    /// <param name="adds">Whether the input is added.</param>
    public ResidualSequence(string key, Sequential sequence, bool adds)
        : base(nameof(ResidualSequence))
    {
        (_sequence, _adds) = (sequence, adds);
        register_module(key, sequence);
    }

    public override Tensor forward(Tensor input)
    {
        Tensor result = _sequence.call(input);
        if (!_adds)
        {
            return result;
        }

        using (result)
        {
            return result.add(input);
        }
    }
}
