namespace TorchSharp;

public static partial class torch
{
    /// <summary>Numbers uniform in [0, 1).</summary>
    internal static Tensor rand(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(
            Ops.rand_generator.Tensor(size, generator, dtype ?? ScalarType.Float32, Interop.Argument.None, Place(device)),
            requires_grad,
            names);

    /// <summary>A vector of numbers uniform in [0, 1).</summary>
    public static Tensor rand(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([size], dtype, device, requires_grad, generator, names);

    /// <summary>Normally distributed numbers, mean 0 and variance 1.</summary>
    internal static Tensor randn(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(
            Ops.randn_generator.Tensor(size, generator, dtype ?? ScalarType.Float32, Interop.Argument.None, Place(device)),
            requires_grad,
            names);

    /// <summary>A vector of normally distributed numbers.</summary>
    public static Tensor randn(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([size], dtype, device, requires_grad, generator, names);

    /// <summary>0 to n - 1 in random order, of long where no type is given.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Made(
            Ops.randperm_generator.Tensor(n, generator, dtype ?? ScalarType.Int64, Interop.Argument.None, Place(device)),
            requires_grad,
            null);
}
