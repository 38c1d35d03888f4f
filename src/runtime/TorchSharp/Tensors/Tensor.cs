using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of libtorch. It belongs to the dispose scope that was open when it was made, if any; dispose it, or its
    /// memory waits for the finalizer. Names and behaviour are PyTorch's; a method whose name ends in _ works in place.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;
        private static long _peakCount;

        internal nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            long count = Interlocked.Increment(ref _totalCount);
            _peakCount = Math.Max(count, _peakCount);
            if (register)
            {
                OwningDisposeScope = DisposeScopeManager.ThreadSingleton.Register(this);
            }
        }

        /// <summary>Frees the native tensor where nobody disposed it.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>The live tensors of the process.</summary>
        public static long TotalCount => _totalCount;

        /// <summary>The native at::Tensor*.</summary>
        /// <exception cref="InvalidOperationException">The tensor is disposed.</exception>
        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        /// <summary>True once disposed.</summary>
        public bool IsInvalid => handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Gives the tensor to the next outer dispose scope, or to none.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its dispose scope: the caller disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Another handle to the same native tensor.</summary>
        internal Tensor alias() => Ops.alias.Tensor(this);

        /// <summary>Shape, type and place, e.g. "[2x3], type = Float32, device = cpu".</summary>
        public override string ToString()
        {
            if (handle == 0)
            {
                return string.Empty;
            }

            return $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
        }

        /// <summary>Frees the native tensor.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the native tensor, from Dispose or from the finalizer.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
            {
                return;
            }

            DisposeScopeManager.ThreadSingleton.Disposing(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            Interlocked.Decrement(ref _totalCount);
            NativeMethods.mlnd_tensor_free(handle);
            handle = 0;
        }

        /// <summary>Takes the native tensor away, for a wrapper of another type.</summary>
        internal nint MoveHandle()
        {
            nint moved = handle;
            handle = 0;
            Interlocked.Decrement(ref _totalCount);
            return moved;
        }
    }
}
