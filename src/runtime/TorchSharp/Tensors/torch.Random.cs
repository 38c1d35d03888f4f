namespace TorchSharp;

public static partial class torch
{
    /// <summary>Numbers uniform in [0, 1).</summary>
    public static Tensor rand(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(
            Ops.rand_generator.Tensor(size, generator, dtype ?? ScalarType.Float32, Interop.Argument.None, Place(device)),
            requires_grad,
            names);

    /// <summary>A vector of numbers uniform in [0, 1).</summary>
    public static Tensor rand(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([size], dtype, device, requires_grad, generator, names);

    /// <summary>A matrix of numbers uniform in [0, 1).</summary>
    public static Tensor rand(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>Numbers uniform in [0, 1), in three dimensions.</summary>
    public static Tensor rand(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>Numbers uniform in [0, 1), in four dimensions.</summary>
    public static Tensor rand(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>Normally distributed numbers, mean 0 and variance 1.</summary>
    public static Tensor randn(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(
            Ops.randn_generator.Tensor(size, generator, dtype ?? ScalarType.Float32, Interop.Argument.None, Place(device)),
            requires_grad,
            names);

    /// <summary>A vector of normally distributed numbers.</summary>
    public static Tensor randn(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([size], dtype, device, requires_grad, generator, names);

    /// <summary>A matrix of normally distributed numbers.</summary>
    public static Tensor randn(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>Normally distributed numbers, in three dimensions.</summary>
    public static Tensor randn(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>Normally distributed numbers, in four dimensions.</summary>
    public static Tensor randn(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    /// <summary>Integers uniform in [low, high), of long where no type is given.</summary>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(
            Ops.randint_low_generator.Tensor(low, high, size, generator, dtype ?? ScalarType.Int64, Interop.Argument.None, Place(device)),
            requires_grad,
            names);

    /// <summary>Integers uniform in [0, high), of long where no type is given.</summary>
    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>0 to n - 1 in random order, of long where no type is given.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Made(
            Ops.randperm_generator.Tensor(n, generator, dtype ?? ScalarType.Int64, Interop.Argument.None, Place(device)),
            requires_grad,
            null);

    /// <summary>Numbers uniform in [0, 1), in the shape of another tensor.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Ops.rand_like.Tensor(input, dtype, Interop.Argument.None, device), requires_grad, null);

    /// <summary>Normally distributed numbers, in the shape of another tensor.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Ops.randn_like.Tensor(input, dtype, Interop.Argument.None, device), requires_grad, null);

    /// <summary>1 with the probability that input gives, else 0.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => Ops.bernoulli.Tensor(input, generator);
}
