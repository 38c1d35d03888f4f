namespace TorchSharp;

public static partial class torch
{
    /// <summary>The larger of each pair.</summary>
    internal static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);
}
