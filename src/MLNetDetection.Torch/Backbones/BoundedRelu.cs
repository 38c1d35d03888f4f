using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>ReLU6. libtorch 1.13 has no gradient of its own one in bfloat16 on a CPU; a clamp has, and differs at 0 and 6 alone.</summary>
internal sealed class BoundedRelu : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _relu6 = nn.ReLU6(true);

    public BoundedRelu()
        : base(nameof(BoundedRelu))
    {
    }

    public override Tensor forward(Tensor input) => input.dtype == ScalarType.Float32 ? _relu6.call(input) : input.clamp(0, 6);
}
