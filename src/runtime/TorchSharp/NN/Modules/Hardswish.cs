using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x * min(max(x + 3, 0), 6) / 6, as MobileNetV3 has it.</summary>
public sealed class Hardswish : ParameterLessModule<Tensor, Tensor>
{
    internal Hardswish(bool inplace)
        : base(nameof(Hardswish)) => this.inplace = inplace;

    /// <summary>Whether the input is overwritten.</summary>
    internal bool inplace { get; set; }

    /// <summary>Computes x * min(max(x + 3, 0), 6) / 6.</summary>
    public override Tensor forward(Tensor tensor) => nn.functional.hardswish(tensor, inplace);
}
