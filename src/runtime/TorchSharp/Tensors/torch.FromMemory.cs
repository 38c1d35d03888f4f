using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A vector over part of the array's own memory; a copy where another type is asked for.</summary>
    /// <param name="rawArray">An array of numbers, which stays in place as long as the tensor lives.</param>
    /// <param name="dtype">The tensor's type.</param>
    /// <param name="count">How many elements; -1 for all from offset on.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="requires_grad">Whether operations on it are recorded.</param>
    /// <exception cref="ArgumentException">The offset is outside the array.</exception>
    /// <exception cref="IndexOutOfRangeException">The array ends before count elements.</exception>
    public static Tensor frombuffer(
        Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (offset < 0 || offset >= rawArray.LongLength)
        {
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        }

        count = count < 0 ? rawArray.LongLength - offset : count;
        if (count > rawArray.LongLength - offset)
        {
            throw new IndexOutOfRangeException($"element count is too large: {count}");
        }

        ScalarType elementType = ElementTypeOf(rawArray);
        return Made(Placed(Shared(rawArray, [count], elementType, offset), elementType, dtype, null), requires_grad, null);
    }

    private static unsafe Tensor Copied<T>(
        ReadOnlySpan<T> values,
        ReadOnlySpan<long> sizes,
        ScalarType elementType,
        ScalarType? dtype,
        Device? device,
        bool requires_grad,
        string[]? names)
        where T : unmanaged
    {
        long length = 1;
        foreach (long size in sizes)
        {
            length *= size;
        }

        if (length > values.Length)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {length} vs. {values.Length}");
        }

        nint handle = Ops.empty_memory_format.Handle(sizes.ToArray(), elementType, Argument.None, CPU);
        NativeMethods.Check(NativeMethods.mlnd_tensor_data(handle, out nint data));
        values[..(int)length].CopyTo(new Span<T>((void*)data, (int)length));
        return Made(Placed(handle, elementType, dtype ?? elementType, device), requires_grad, names);
    }

    private static Tensor Placed(nint handle, ScalarType elementType, ScalarType dtype, Device? device)
    {
        bool elsewhere = device is not null && device.type != DeviceType.CPU;
        if (elementType == dtype && !elsewhere)
        {
            return new Tensor(handle);
        }

        // The intermediate tensor is nobody's: it enters no scope and no statistics.
        var source = new Tensor(handle, register: false);
        try
        {
            return source.to(dtype, Place(device));
        }
        finally
        {
            NativeMethods.mlnd_tensor_free(source.MoveHandle());
            GC.SuppressFinalize(source);
        }
    }

    // The array is pinned until libtorch lets go of the memory.
    private static unsafe nint Shared(Array array, ReadOnlySpan<long> sizes, ScalarType elementType, long offset)
    {
        GCHandle pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        nint address = pin.AddrOfPinnedObject() + (nint)(offset * Marshal.SizeOf(array.GetType().GetElementType()!));
        if (array is bool[] or bool[,])
        {
            address = pin.AddrOfPinnedObject() + (nint)offset;
        }

        fixed (long* start = sizes)
        {
            int status = NativeMethods.mlnd_tensor_from_blob(
                address, start, sizes.Length, (int)elementType, &Unpin, GCHandle.ToIntPtr(pin), out nint handle);
            if (status != 0)
            {
                string message = NativeMethods.LastError();
                pin.Free();
                throw new ExternalException(message);
            }

            return handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Unpin(nint context) => GCHandle.FromIntPtr(context).Free();

    private static ScalarType ElementTypeOf(Array array) => Type.GetTypeCode(array.GetType().GetElementType()) switch
    {
        TypeCode.Boolean => ScalarType.Bool,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        _ => throw new ArgumentException($"No tensor type for elements of {array.GetType().GetElementType()}.", nameof(array)),
    };
}
