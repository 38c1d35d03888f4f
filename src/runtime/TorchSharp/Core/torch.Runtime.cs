using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>PyTorch's functions for .NET: tensors, neural networks and optimizers over libtorch.</summary>
public static partial class torch
{
    /// <summary>The version of libtorch, such as "1.13.1".</summary>
    public static string __version__
    {
        get
        {
            NativeMethods.Check(NativeMethods.mlnd_torch_version(out nint text));
            return Marshal.PtrToStringUTF8(text)!;
        }
    }

    /// <summary>The threads one operator may use.</summary>
    public static int get_num_threads() => NativeMethods.mlnd_num_threads();

    /// <summary>Sets the threads one operator may use.</summary>
    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.mlnd_set_num_threads(num));

    /// <summary>Stops recording operations for gradients on this thread until disposed.</summary>
    public static IDisposable no_grad() => new AutoGradMode(false);

    /// <summary>Records operations for gradients on this thread until disposed.</summary>
    internal static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    /// <summary>The cheapest mode for prediction on this thread until disposed: its tensors never take part in gradients.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Opens a scope that owns the tensors this thread makes until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>Seeds the generators of the CPU and of every CUDA device.</summary>
    /// <returns>The CPU's generator.</returns>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>The state of the default generators.</summary>
    public static partial class random
    {
        /// <summary>Seeds the generators of the CPU and of every CUDA device.</summary>
        /// <returns>The CPU's generator.</returns>
        internal static Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.mlnd_manual_seed(seed));
            return Generator.Default;
        }
    }
}
