using System.Runtime.InteropServices;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>
/// oneDNN's C interface, version 2 (https://oneapi-src.github.io/oneDNN/v2.6/): the library that libtorch computes convolutions with. Debian's
/// libtorch brings it as a library of its own; called without libtorch between, weights stay packed and results in the form that the next
/// layer wants.
/// </summary>
internal static unsafe partial class Dnnl
{
    public const int Float32 = 3;
    public const int BFloat16 = 2;

    // Format tags.
    public const int Any = 1;
    public const int Vector = 2;
    public const int Nchw = 5;
    public const int Oihw = 5;
    public const int Goihw = 7;
    public const int Nhwc = 20;
    public const int Nchw16c = 69;

    // Algorithms.
    public const int Direct = 1;
    public const int Winograd = 2;
    public const int Relu = 0x1f;
    public const int HardSwish = 0x70;
    public const int Linear = 0x7f;
    public const int Clip = 0xff;
    public const int MaxPool = 0x1ff;
    public const int AveragePool = 0x3ff;
    public const int BinaryAdd = 0x1fff0;
    public const int BinaryMultiply = 0x1fff1;

    // What a primitive can be asked.
    public const int SourceLayout = 129;
    public const int WeightLayout = 131;
    public const int TargetLayout = 133;
    public const int ScratchLayout = 136;
    public const int Implementation = 8;

    // Arguments of a primitive.
    public const int Source = 1;
    public const int SecondSource = 2;
    public const int Target = 17;
    public const int Weights = 33;
    public const int Bias = 41;
    public const int Scratch = 80;
    public const int AddedSource = 16384 | SecondSource;

    public const int ForwardInference = 96;

    private const string Library = "libdnnl.so.2";
    private const string OpenMp = "libgomp.so.1";

    // A version that this class was written for: sizes of structures and numbers of algorithms may differ in others.
    private const int OldestMinor = 6;

    /// <summary>Whether this machine has the library in a version that this class knows.</summary>
    public static bool IsAvailable { get; } = Find();

    private static bool Find()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64
            || !NativeLibrary.TryLoad(Library, out nint library) || !NativeLibrary.TryLoad(OpenMp, out _)
            || !NativeLibrary.TryGetExport(library, "dnnl_version", out nint version))
        {
            return false;
        }

        int* numbers = ((delegate* unmanaged<int*>)version)();
        return numbers[0] == 2 && numbers[1] >= OldestMinor;
    }

    /// <exception cref="InvalidOperationException">The library refused.</exception>
    public static void Check(int status, string what)
    {
        if (status != 0)
        {
            throw status == 1
                ? new OutOfMemoryException($"oneDNN had no memory for {what}.")
                : new InvalidOperationException($"oneDNN refused {what} (status {status}).");
        }
    }

    [LibraryImport(OpenMp)]
    public static partial void omp_set_num_threads(int threads);

    [LibraryImport(Library)]
    public static partial int dnnl_engine_create(out nint engine, int kind, nuint index);

    [LibraryImport(Library)]
    public static partial int dnnl_engine_destroy(nint engine);

    [LibraryImport(Library)]
    public static partial int dnnl_stream_create(out nint stream, nint engine, uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_stream_wait(nint stream);

    [LibraryImport(Library)]
    public static partial int dnnl_stream_destroy(nint stream);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_desc_init_by_tag(nint layout, int rank, long* dimensions, int type, int tag);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_desc_init_by_strides(nint layout, int rank, long* dimensions, int type, long* strides);

    [LibraryImport(Library)]
    public static partial nuint dnnl_memory_desc_get_size(nint layout);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_desc_equal(nint a, nint b);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_create(out nint memory, nint layout, nint engine, void* data);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_set_data_handle(nint memory, void* data);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_destroy(nint memory);

    [LibraryImport(Library)]
    public static partial int dnnl_dilated_convolution_forward_desc_init(
        void* operation, int kind, int algorithm, nint source, nint weights, nint bias, nint target, long* strides, long* dilates, long* before, long* after);

    [LibraryImport(Library)]
    public static partial int dnnl_pooling_forward_desc_init(
        void* operation, int kind, int algorithm, nint source, nint target, long* strides, long* kernel, long* before, long* after);

    [LibraryImport(Library)]
    public static partial int dnnl_binary_desc_init(void* operation, int algorithm, nint first, nint second, nint target);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_desc_create(out nint description, void* operation, nint attributes, nint engine, nint hint);

    [LibraryImport(Library)]
    public static partial int dnnl_reorder_primitive_desc_create(out nint description, nint source, nint sourceEngine, nint target, nint targetEngine, nint attributes);

    [LibraryImport(Library)]
    public static partial nint dnnl_primitive_desc_query_md(nint description, int what, int index);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_desc_query(nint description, int what, int index, out nint result);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_desc_destroy(nint description);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_create(out nint primitive, nint description);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_execute(nint primitive, nint stream, int count, DnnlArgument* arguments);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_destroy(nint primitive);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_attr_create(out nint attributes);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_attr_set_scratchpad_mode(nint attributes, int mode);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_attr_set_post_ops(nint attributes, nint operations);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_attr_destroy(nint attributes);

    [LibraryImport(Library)]
    public static partial int dnnl_post_ops_create(out nint operations);

    [LibraryImport(Library)]
    public static partial int dnnl_post_ops_append_eltwise(nint operations, float scale, int algorithm, float alpha, float beta);

    [LibraryImport(Library)]
    public static partial int dnnl_post_ops_append_binary(nint operations, int algorithm, nint second);

    [LibraryImport(Library)]
    public static partial int dnnl_post_ops_destroy(nint operations);
}
