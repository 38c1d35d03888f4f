using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A random number generator on the CPU.</summary>
    public class Generator : IDisposable
    {
        /// <summary>A generator of its own, apart from the default one.</summary>
        /// <exception cref="ArgumentException">The device is not the CPU.</exception>
        public Generator(ulong seed = 0, Device? device = null)
        {
            if (device is not null && device.type != DeviceType.CPU)
            {
                throw new ArgumentException("Generators are made on the CPU only.", nameof(device));
            }

            NativeMethods.Check(NativeMethods.mlnd_generator_new((long)seed, out nint handle));
            Handle = handle;
        }

        private Generator(nint handle) => Handle = handle;

        /// <summary>Frees the handle where Dispose was not called.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The generator that operators use where none is given; every call is a handle to the same one.</summary>
        public static Generator Default
        {
            get
            {
                NativeMethods.Check(NativeMethods.mlnd_generator_default(out nint handle));
                return new Generator(handle);
            }
        }

        /// <summary>The native generator.</summary>
        public nint Handle { get; private set; }

        /// <summary>Starts the sequence of a seed.</summary>
        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.mlnd_generator_set_seed(Handle, seed));
            return this;
        }

        /// <summary>The seed that the sequence started from.</summary>
        public long initial_seed()
        {
            NativeMethods.Check(NativeMethods.mlnd_generator_seed(Handle, out long seed));
            return seed;
        }

        /// <summary>A copy of the state, bytes.</summary>
        public Tensor get_state()
        {
            NativeMethods.Check(NativeMethods.mlnd_generator_get_state(Handle, out nint state));
            return new Tensor(state);
        }

        /// <summary>Restores what <see cref="get_state"/> returned.</summary>
        public void set_state(Tensor value) => NativeMethods.Check(NativeMethods.mlnd_generator_set_state(Handle, value.Handle));

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
