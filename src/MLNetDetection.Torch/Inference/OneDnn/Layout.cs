namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>How numbers lie in memory: dnnl_memory_desc_t, kept as bytes.</summary>
internal sealed unsafe class Layout
{
    // sizeof(dnnl_memory_desc_t) of versions 2.6 and 2.7.
    private const int StructureBytes = 696;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(StructureBytes, pinned: true);

    private Layout(int type) => Type = type;

    public int Type { get; }

    public nint Address => (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _bytes[0]);

    public long Bytes => (long)Dnnl.dnnl_memory_desc_get_size(Address);

    public static Layout Tagged(int type, int tag, params ReadOnlySpan<long> dimensions)
    {
        var layout = new Layout(type);
        fixed (long* sides = dimensions)
        {
            Dnnl.Check(Dnnl.dnnl_memory_desc_init_by_tag(layout.Address, dimensions.Length, sides, type, tag), "a layout");
        }

        return layout;
    }

    public static Layout Strided(int type, ReadOnlySpan<long> dimensions, ReadOnlySpan<long> strides)
    {
        var layout = new Layout(type);
        fixed (long* sides = dimensions, steps = strides)
        {
            Dnnl.Check(Dnnl.dnnl_memory_desc_init_by_strides(layout.Address, dimensions.Length, sides, type, steps), "a layout");
        }

        return layout;
    }

    /// <summary>A map of one picture, channels last.</summary>
    public static Layout ChannelsLast(MapShape shape, int type) => Tagged(type, Dnnl.Nhwc, 1, shape.Channels, shape.Height, shape.Width);

    /// <summary>What a primitive chose.</summary>
    public static Layout Of(nint description, int what, int type)
    {
        var layout = new Layout(type);
        nint chosen = Dnnl.dnnl_primitive_desc_query_md(description, what, 0);
        new ReadOnlySpan<byte>((void*)chosen, StructureBytes).CopyTo(layout._bytes);
        return layout;
    }

    public bool Is(Layout other) => Type == other.Type && Dnnl.dnnl_memory_desc_equal(Address, other.Address) != 0;
}
