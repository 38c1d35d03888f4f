namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Another shape, a view where possible; -1 stands for what is left.</summary>
        public Tensor reshape(params long[] shape) => Ops.reshape.Tensor(this, shape);

        /// <summary>The dimensions in another order, a view.</summary>
        public Tensor permute(params long[] permutation) => Ops.permute.Tensor(this, permutation);

        /// <summary>Without dimensions of size 1, or without one of them, a view.</summary>
        public Tensor squeeze(long? dim = null) =>
            dim is null ? Ops.squeeze.Tensor(this) : Ops.squeeze_dim.Tensor(this, dim.Value);

        /// <summary>With a dimension of size 1 inserted, a view.</summary>
        public Tensor unsqueeze(long dim) => Ops.unsqueeze.Tensor(this, dim);

        /// <summary>With the elements in order without gaps, a copy where they were not.</summary>
        public Tensor contiguous() => Ops.contiguous.Tensor(this);

        /// <summary>A copy that gradients flow through.</summary>
        internal Tensor clone() => Ops.clone.Tensor(this);

        /// <summary>The same memory, cut from the operations that made it.</summary>
        public Tensor detach() => Ops.detach.Tensor(this);
    }
}
