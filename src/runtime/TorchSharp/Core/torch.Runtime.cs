using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>PyTorch's functions for .NET: tensors, neural networks and optimizers over libtorch.</summary>
public static partial class torch
{
    /// <summary>Float32, the type of new floating-point tensors.</summary>
    public static ScalarType get_default_dtype() => ScalarType.Float32;

    /// <summary>The threads one operator may use.</summary>
    public static int get_num_threads() => NativeMethods.mlnd_num_threads();

    /// <summary>Sets the threads one operator may use.</summary>
    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.mlnd_set_num_threads(num));

    /// <summary>The threads for work between operators.</summary>
    public static int get_num_interop_threads() => NativeMethods.mlnd_num_interop_threads();

    /// <summary>Sets the threads for work between operators; only before the first such work.</summary>
    public static void set_num_interop_threads(int num) => NativeMethods.Check(NativeMethods.mlnd_set_num_interop_threads(num));

    /// <summary>Stops recording operations for gradients on this thread until disposed.</summary>
    public static IDisposable no_grad() => new AutoGradMode(false);

    /// <summary>Records operations for gradients on this thread until disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    /// <summary>Switches recording for gradients on this thread until disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    /// <summary>True where operations on this thread are recorded for gradients.</summary>
    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    /// <summary>The cheapest mode for prediction on this thread until disposed: its tensors never take part in gradients.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>True where this thread is in inference mode.</summary>
    public static bool is_inference_mode_enabled() => InferenceMode.IsEnabled;

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
        public static Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.mlnd_manual_seed(seed));
            return Generator.Default;
        }

        /// <summary>A copy of the CPU generator's state, bytes.</summary>
        public static Tensor get_rng_state() => Generator.Default.get_state();

        /// <summary>Restores what <see cref="get_rng_state"/> returned.</summary>
        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
