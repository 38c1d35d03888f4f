using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Sets whether this thread records operations for gradients, and restores it when disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly int _previous;

    public AutoGradMode(bool enabled)
    {
        _previous = NativeMethods.mlnd_grad_mode();
        NativeMethods.mlnd_set_grad_mode(enabled ? 1 : 0);
    }

    public void Dispose() => NativeMethods.mlnd_set_grad_mode(_previous);
}
