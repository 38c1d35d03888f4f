namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        /// <summary>Not at all.</summary>
        None = 0,

        /// <summary>Towards 0.</summary>
        trunc = 1,

        /// <summary>Downwards.</summary>
        floor = 2,
    }

    /// <summary>Tensors behind one another along a dimension they have.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Ops.cat.Tensor(tensors, dim);

    /// <summary>Tensors behind one another along a dimension they have.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Ops.cat.Tensor(tensors.ToArray(), dim);

    /// <summary>Tensors of one shape behind one another along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.stack.Tensor(tensors.ToArray(), dim);

    internal static long[] One(long value) => [value];

    internal static string? RoundingName(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
}
