namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>The memory of one run of a program, used again by the next one.</summary>
internal sealed unsafe class Session : IDisposable
{
    private readonly Program _program;
    private readonly NativeBlock _arena;
    private readonly NativeBlock _scratch;
    private readonly nint[] _memories;
    private readonly DnnlArgument[] _arguments;
    private readonly int[] _starts;
    private readonly nint _stream;

    public Session(Program program)
    {
        _program = program;
        _arena = new NativeBlock(program.ArenaBytes);
        _scratch = new NativeBlock(program.ScratchBytes);
        _memories = new nint[program.Slots.Count];
        _arguments = GC.AllocateArray<DnnlArgument>(program.Operations.Sum(operation => operation.Arguments.Count), pinned: true);
        _starts = new int[program.Operations.Count];
        Dnnl.Check(Dnnl.dnnl_stream_create(out _stream, program.Engine, 1), "a stream");
        for (int i = 0; i < _memories.Length; i++)
        {
            Dnnl.Check(Dnnl.dnnl_memory_create(out _memories[i], program.Slots[i].Layout.Address, program.Engine, Address(program.Slots[i])), "memory");
        }

        int at = 0;
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = at;
            foreach ((int name, Slot slot) in program.Operations[i].Arguments)
            {
                _arguments[at++] = new DnnlArgument { Name = name, Memory = _memories[slot.Index] };
            }
        }
    }

    public void Run(float* input, float* logits, float* deltas)
    {
        foreach (Slot slot in _program.Slots)
        {
            float* place = slot.Place switch { SlotPlace.Input => input, SlotPlace.Logits => logits, SlotPlace.Deltas => deltas, _ => null };
            if (place != null)
            {
                Dnnl.Check(Dnnl.dnnl_memory_set_data_handle(_memories[slot.Index], (byte*)place + slot.Offset), "the caller's memory");
            }
        }

        fixed (DnnlArgument* arguments = _arguments)
        {
            for (int i = 0; i < _starts.Length; i++)
            {
                Operation operation = _program.Operations[i];
                if (operation.Norm is { } norm)
                {
                    norm.Run(Floats(operation.Arguments[0].Slot), Floats(operation.Arguments[1].Slot));
                }
                else
                {
                    Dnnl.Check(Dnnl.dnnl_primitive_execute(operation.Primitive, _stream, operation.Arguments.Count, arguments + _starts[i]), "to compute");
                }
            }
        }

        Dnnl.Check(Dnnl.dnnl_stream_wait(_stream), "to compute");
    }

    public void Dispose()
    {
        foreach (nint memory in _memories)
        {
            _ = Dnnl.dnnl_memory_destroy(memory);
        }

        _ = Dnnl.dnnl_stream_destroy(_stream);
        _arena.Dispose();
        _scratch.Dispose();
    }

    private byte* Address(Slot slot) => slot.Place switch
    {
        SlotPlace.Arena => _arena.Address + slot.Owner.Offset,
        SlotPlace.Scratch => _scratch.Address,
        SlotPlace.Constant => slot.Constant!.Address,
        _ => null, // given with each run
    };

    private Span<float> Floats(Slot slot) => new(Address(slot), (int)(slot.Layout.Bytes / sizeof(float)));
}
