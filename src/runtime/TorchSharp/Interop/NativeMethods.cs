using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The bridge's C functions (native/torch); those returning int answer -1 for a failure.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "mlnetdetection_torch";

    [LibraryImport(Library)]
    internal static partial nint mlnd_last_error();

    [LibraryImport(Library)]
    internal static partial void mlnd_free(void* memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mlnd_find_operator(string name, string overload, out nint result);

    [LibraryImport(Library)]
    internal static partial int mlnd_call(
        nint operation, Value* arguments, int argumentCount, Value* results, int capacity, out Value* overflow, out int count);

    [LibraryImport(Library)]
    internal static partial void mlnd_tensor_free(nint tensor);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_describe(nint tensor, long* result);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_sizes(nint tensor, int strides, long* result);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_data(nint tensor, out nint result);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_from_blob(
        nint data, long* sizes, int dimensions, int dtype, delegate* unmanaged[Cdecl]<nint, void> release, nint context, out nint result);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_index(nint tensor, IndexEntry* entries, int count, out nint result);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_index_put(nint tensor, IndexEntry* entries, int count, Value* value);

    [LibraryImport(Library)]
    internal static partial int mlnd_grad_mode();

    [LibraryImport(Library)]
    internal static partial void mlnd_set_grad_mode(int enabled);

    [LibraryImport(Library)]
    internal static partial int mlnd_inference_guard_new(int enabled, out nint result);

    [LibraryImport(Library)]
    internal static partial void mlnd_inference_guard_free(nint guard);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_set_requires_grad(nint tensor, int required);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_grad(nint tensor, out nint result);

    [LibraryImport(Library)]
    internal static partial int mlnd_tensor_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int mlnd_backward(
        nint* tensors, int tensorCount, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int mlnd_manual_seed(long seed);

    [LibraryImport(Library)]
    internal static partial int mlnd_generator_default(out nint result);

    [LibraryImport(Library)]
    internal static partial void mlnd_generator_free(nint generator);

    [LibraryImport(Library)]
    internal static partial int mlnd_torch_version(out nint result);

    [LibraryImport(Library)]
    internal static partial int mlnd_num_threads();

    [LibraryImport(Library)]
    internal static partial int mlnd_set_num_threads(int count);

    [LibraryImport(Library)]
    internal static partial int mlnd_cuda_device_count(out long result);

    /// <summary>Throws libtorch's message where <paramref name="status"/> tells of a failure.</summary>
    /// <exception cref="ExternalException">The call failed; TorchSharp throws the same type.</exception>
    internal static void Check(int status)
    {
        if (status != 0)
        {
            throw new ExternalException(LastError());
        }
    }

    internal static string LastError() => Marshal.PtrToStringUTF8(mlnd_last_error()) ?? string.Empty;
}
