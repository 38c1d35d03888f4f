using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Negative elements become 0.</summary>
public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
{
    internal ReLU(bool inplace)
        : base(nameof(ReLU)) => this.inplace = inplace;

    /// <summary>Whether the input is overwritten.</summary>
    internal bool inplace { get; set; }

    /// <summary>Computes max(0, x).</summary>
    public override Tensor forward(Tensor tensor) => nn.functional.relu(tensor, inplace);
}
