using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A random number generator on the CPU.</summary>
    public class Generator : IDisposable
    {
        private Generator(nint handle) => Handle = handle;

        /// <summary>Frees the handle where Dispose was not called.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The generator that operators use where none is given; every call is a handle to the same one.</summary>
        internal static Generator Default
        {
            get
            {
                NativeMethods.Check(NativeMethods.mlnd_generator_default(out nint handle));
                return new Generator(handle);
            }
        }

        /// <summary>The native generator.</summary>
        internal nint Handle { get; private set; }

        /// <summary>Frees the handle.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the handle.</summary>
        protected virtual void Dispose(bool disposing)
        {
            nint handle = Handle;
            Handle = 0;
            NativeMethods.mlnd_generator_free(handle);
        }
    }
}
