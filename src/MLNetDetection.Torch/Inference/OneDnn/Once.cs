namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>Runs a primitive once, outside any session.</summary>
internal static unsafe class Once
{
    public static void Run(nint engine, nint description, params ReadOnlySpan<(int Name, Layout Layout, NativeBlock Block)> arguments)
    {
        Layout scratch = Layout.Of(description, Dnnl.ScratchLayout, Dnnl.Float32);
        using var work = new NativeBlock(scratch.Bytes);
        Dnnl.Check(Dnnl.dnnl_primitive_create(out nint primitive, description), "a primitive");
        nint stream = 0;
        DnnlArgument* given = stackalloc DnnlArgument[arguments.Length + 1];
        int count = 0;
        try
        {
            Dnnl.Check(Dnnl.dnnl_stream_create(out stream, engine, 1), "a stream");
            foreach ((int name, Layout layout, NativeBlock block) in (ReadOnlySpan<(int, Layout, NativeBlock)>)[.. arguments, (Dnnl.Scratch, scratch, work)])
            {
                Dnnl.Check(Dnnl.dnnl_memory_create(out nint memory, layout.Address, engine, block.Address), "memory");
                given[count++] = new DnnlArgument { Name = name, Memory = memory };
            }

            Dnnl.Check(Dnnl.dnnl_primitive_execute(primitive, stream, count, given), "to compute");
            Dnnl.Check(Dnnl.dnnl_stream_wait(stream), "to compute");
        }
        finally
        {
            for (int i = 0; i < count; i++)
            {
                _ = Dnnl.dnnl_memory_destroy(given[i].Memory);
            }

            _ = Dnnl.dnnl_stream_destroy(stream);
            _ = Dnnl.dnnl_primitive_destroy(primitive);
        }
    }
}
