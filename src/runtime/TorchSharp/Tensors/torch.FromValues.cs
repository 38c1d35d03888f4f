namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of no dimensions with one value, of Bool where no type is given.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copied(new[] { scalar }, [], ScalarType.Bool, dtype, device, requires_grad, null);

    /// <summary>A vector with a copy of the array.</summary>
    public static Tensor tensor(
        bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((bool[])rawArray.Clone(), [rawArray.Length], ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the array, in row-major order.</summary>
    /// <exception cref="ArgumentException">The array is shorter than the shape.</exception>
    public static Tensor tensor(
        bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((bool[])rawArray.Clone(), dimensions, ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A matrix with a copy of the array.</summary>
    public static Tensor tensor(
        bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((Array)rawArray.Clone(), [rawArray.GetLongLength(0), rawArray.GetLongLength(1)], ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A tensor of no dimensions with one value, of Byte.</summary>
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) =>
        Copied(new[] { scalar }, [], ScalarType.Byte, null, device, requires_grad, null);

    /// <summary>A vector with a copy of the array.</summary>
    public static Tensor tensor(
        byte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((byte[])rawArray.Clone(), [rawArray.Length], ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the array, in row-major order.</summary>
    /// <exception cref="ArgumentException">The array is shorter than the shape.</exception>
    public static Tensor tensor(
        byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((byte[])rawArray.Clone(), dimensions, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A matrix with a copy of the array.</summary>
    public static Tensor tensor(
        byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((Array)rawArray.Clone(), [rawArray.GetLongLength(0), rawArray.GetLongLength(1)], ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A tensor of no dimensions with one value, of Int32.</summary>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) =>
        Copied(new[] { scalar }, [], ScalarType.Int32, null, device, requires_grad, null);

    /// <summary>A vector with a copy of the array.</summary>
    public static Tensor tensor(
        int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((int[])rawArray.Clone(), [rawArray.Length], ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the array, in row-major order.</summary>
    /// <exception cref="ArgumentException">The array is shorter than the shape.</exception>
    public static Tensor tensor(
        int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((int[])rawArray.Clone(), dimensions, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A matrix with a copy of the array.</summary>
    public static Tensor tensor(
        int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((Array)rawArray.Clone(), [rawArray.GetLongLength(0), rawArray.GetLongLength(1)], ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A tensor of no dimensions with one value, of Int64 where no type is given.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copied(new[] { scalar }, [], ScalarType.Int64, dtype, device, requires_grad, null);

    /// <summary>A vector with a copy of the array.</summary>
    public static Tensor tensor(
        long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((long[])dataArray.Clone(), [dataArray.Length], ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the array, in row-major order.</summary>
    /// <exception cref="ArgumentException">The array is shorter than the shape.</exception>
    public static Tensor tensor(
        long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((long[])dataArray.Clone(), dimensions, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A matrix with a copy of the array.</summary>
    public static Tensor tensor(
        long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((Array)rawArray.Clone(), [rawArray.GetLongLength(0), rawArray.GetLongLength(1)], ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A tensor of no dimensions with one value, of Float32.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        Copied(new[] { scalar }, [], ScalarType.Float32, null, device, requires_grad, null);

    /// <summary>A vector with a copy of the array.</summary>
    public static Tensor tensor(
        float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((float[])rawArray.Clone(), [rawArray.Length], ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the array, in row-major order.</summary>
    /// <exception cref="ArgumentException">The array is shorter than the shape.</exception>
    public static Tensor tensor(
        float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((float[])rawArray.Clone(), dimensions, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A matrix with a copy of the array.</summary>
    public static Tensor tensor(
        float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((Array)rawArray.Clone(), [rawArray.GetLongLength(0), rawArray.GetLongLength(1)], ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A tensor of no dimensions with one value, of Float64 where no type is given.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copied(new[] { scalar }, [], ScalarType.Float64, dtype, device, requires_grad, null);

    /// <summary>A vector with a copy of the array.</summary>
    public static Tensor tensor(
        double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((double[])rawArray.Clone(), [rawArray.Length], ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the array, in row-major order.</summary>
    /// <exception cref="ArgumentException">The array is shorter than the shape.</exception>
    public static Tensor tensor(
        double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((double[])rawArray.Clone(), dimensions, ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A matrix with a copy of the array.</summary>
    public static Tensor tensor(
        double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied((Array)rawArray.Clone(), [rawArray.GetLongLength(0), rawArray.GetLongLength(1)], ScalarType.Float64, dtype, device, requires_grad, names);
}
