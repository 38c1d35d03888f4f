using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x * sigmoid(x).</summary>
public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
{
    internal SiLU(bool inplace)
        : base(nameof(SiLU)) => this.inplace = inplace;

    /// <summary>Whether the input is overwritten.</summary>
    public bool inplace { get; set; }

    /// <summary>Computes x * sigmoid(x).</summary>
    public override Tensor forward(Tensor tensor) => nn.functional.silu(tensor, inplace);
}
