using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A guard of libtorch's inference mode on this thread; dispose it there, inner ones first.</summary>
internal sealed class InferenceMode : IDisposable
{
    private nint _guard;

    public InferenceMode(bool enabled)
    {
        NativeMethods.Check(NativeMethods.mlnd_inference_guard_new(enabled ? 1 : 0, out _guard));
    }

    public void Dispose()
    {
        nint guard = Interlocked.Exchange(ref _guard, 0);
        if (guard != 0)
        {
            NativeMethods.mlnd_inference_guard_free(guard);
        }
    }
}
