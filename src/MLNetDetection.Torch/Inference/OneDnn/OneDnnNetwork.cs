using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>
/// A plan that oneDNN computes. The pictures of a batch go through one after another, each on all threads: what they need stays in the
/// processor's caches, and memory stays that of one picture.
/// </summary>
internal sealed class OneDnnNetwork : IPreparedNetwork
{
    private readonly PreparedPlan _plan;
    private readonly int _type;
    private readonly nint _engine;
    private readonly ConcurrentDictionary<int, Lazy<Program>> _programs = [];

    /// <exception cref="NotSupportedException">oneDNN has no code for a part of it here.</exception>
    public OneDnnNetwork(PreparedPlan plan, int type)
    {
        (_plan, _type) = (plan, type);
        Dnnl.Check(Dnnl.dnnl_engine_create(out _engine, 1, 0), "an engine");
        try
        {
            _ = Current();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public unsafe void Run(float[] input, int count, float[] logits, float[] deltas)
    {
        Program program = Current();
        int pixels = _plan.Input.Count, scores = _plan.Anchors * _plan.Labels, boxes = _plan.Anchors * 4;
        fixed (float* from = input, to = logits, beside = deltas)
        {
            for (int i = 0; i < count; i++)
            {
                program.Run(from + (long)i * pixels, to + (long)i * scores, beside + (long)i * boxes);
            }
        }
    }

    public void Dispose()
    {
        foreach (Lazy<Program> program in _programs.Values.Where(program => program.IsValueCreated))
        {
            program.Value.Dispose();
        }

        _ = Dnnl.dnnl_engine_destroy(_engine);
    }

    // oneDNN makes code for the number of threads that OpenMP has in the calling thread.
    private Program Current()
    {
        int threads = get_num_threads();
        Dnnl.omp_set_num_threads(threads);
        return _programs.GetOrAdd(threads, _ => new Lazy<Program>(() => ProgramBuilder.Build(_plan, _engine, _type))).Value;
    }
}
