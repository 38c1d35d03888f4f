using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The part at these indices; positions and slices give a view, masks and index tensors a copy.</summary>
        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The part at one position of the first dimension, a view.</summary>
        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => Ops.select_int.Tensor(this, 0L, i1);
            set => index_put_(value, i1);
        }

        /// <summary>The part at these indices; positions and slices give a view, masks and index tensors a copy.</summary>
        internal unsafe Tensor index(params TensorIndex[] indices)
        {
            IndexEntry* entries = stackalloc IndexEntry[indices.Length];
            Fill(entries, indices);
            NativeMethods.Check(NativeMethods.mlnd_tensor_index(Handle, entries, indices.Length, out nint result));
            GC.KeepAlive(indices);
            return new Tensor(result);
        }

        /// <summary>Overwrites the part at these indices.</summary>
        internal Tensor index_put_(Tensor value, params TensorIndex[] indices) => Put(value, indices);

        private static unsafe void Fill(IndexEntry* entries, TensorIndex[] indices)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                entries[i] = indices[i].ToNative();
            }
        }

        private unsafe Tensor Put(Argument value, TensorIndex[] indices)
        {
            IndexEntry* entries = stackalloc IndexEntry[indices.Length];
            Fill(entries, indices);
            Value native = value.ToNative([], 0);
            NativeMethods.Check(NativeMethods.mlnd_tensor_index_put(Handle, entries, indices.Length, &native));
            GC.KeepAlive(indices);
            return this;
        }
    }
}
