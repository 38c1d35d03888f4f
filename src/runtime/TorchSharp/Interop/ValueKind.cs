namespace TorchSharp.Interop;

/// <summary>What a <see cref="Value"/> holds; the numbers are the bridge's (native/torch/bridge.h).</summary>
internal enum ValueKind
{
    None = 0,
    Tensor = 1,
    Integer = 2,
    Real = 3,
    Boolean = 4,
    IntegerList = 5,
    TensorList = 6,
    Text = 7,
    Device = 8,
    Generator = 9,
}
