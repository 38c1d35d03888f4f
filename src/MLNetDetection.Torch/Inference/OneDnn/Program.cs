using System.Collections.Concurrent;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>A plan as primitives for one picture and a number of threads. Its sessions run at the same time.</summary>
/// <param name="engine">Where its primitives compute.</param>
/// <param name="operations">In order.</param>
/// <param name="slots">All that the operations read and write, by their index.</param>
/// <param name="arenaBytes">Of a session's maps.</param>
/// <param name="scratchBytes">The most that an operation needs while it runs.</param>
internal sealed class Program(nint engine, IReadOnlyList<Operation> operations, IReadOnlyList<Slot> slots, long arenaBytes, long scratchBytes) : IDisposable
{
    private readonly ConcurrentBag<Session> _free = [];

    public nint Engine => engine;

    public IReadOnlyList<Operation> Operations => operations;

    public IReadOnlyList<Slot> Slots => slots;

    public long ArenaBytes => arenaBytes;

    public long ScratchBytes => scratchBytes;

    /// <summary>Bytes of the weights as they are packed.</summary>
    public long WeightBytes => slots.Where(slot => slot.Constant is not null).Sum(slot => slot.Layout.Bytes);

    public unsafe void Run(float* input, float* logits, float* deltas)
    {
        Session session = _free.TryTake(out Session? free) ? free : new Session(this);
        try
        {
            session.Run(input, logits, deltas);
        }
        finally
        {
            _free.Add(session);
        }
    }

    public void Dispose()
    {
        while (_free.TryTake(out Session? session))
        {
            session.Dispose();
        }

        foreach (Operation operation in operations.Where(operation => operation.Primitive != 0))
        {
            _ = Dnnl.dnnl_primitive_destroy(operation.Primitive);
        }

        foreach (Slot slot in slots)
        {
            slot.Constant?.Dispose();
        }
    }
}
