namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same memory in another shape; -1 stands for what is left.</summary>
        public Tensor view(params long[] shape) => Ops.view.Tensor(this, shape);

        /// <summary>Another shape, a view where possible; -1 stands for what is left.</summary>
        public Tensor reshape(params long[] shape) => Ops.reshape.Tensor(this, shape);

        /// <summary>The same memory in another tensor's shape.</summary>
        public Tensor view_as(Tensor other) => Ops.view_as.Tensor(this, other);

        /// <summary>The dimensions in another order, a view.</summary>
        public Tensor permute(params long[] permutation) => Ops.permute.Tensor(this, permutation);

        /// <summary>Two dimensions exchanged, a view.</summary>
        public Tensor transpose(long dim0, long dim1) => Ops.transpose_int.Tensor(this, dim0, dim1);

        /// <summary>A matrix transposed, a view.</summary>
        public Tensor t() => Ops.t.Tensor(this);

        /// <summary>Dimensions start_dim to end_dim as one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Ops.flatten_using_ints.Tensor(this, start_dim, end_dim);

        /// <summary>Without dimensions of size 1, or without one of them, a view.</summary>
        public Tensor squeeze(long? dim = null) =>
            dim is null ? Ops.squeeze.Tensor(this) : Ops.squeeze_dim.Tensor(this, dim.Value);

        /// <summary>With a dimension of size 1 inserted, a view.</summary>
        public Tensor unsqueeze(long dim) => Ops.unsqueeze.Tensor(this, dim);

        /// <summary>Dimensions of size 1 repeated without copying; -1 keeps a size.</summary>
        public Tensor expand(params long[] sizes) => Ops.expand.Tensor(this, sizes);

        /// <summary>Dimensions of size 1 repeated without copying, to another tensor's shape.</summary>
        public Tensor expand_as(Tensor other) => Ops.expand_as.Tensor(this, other);

        /// <summary>Repeated along each dimension, a copy.</summary>
        public Tensor repeat(params long[] sizes) => Ops.repeat.Tensor(this, sizes);

        /// <summary>Each element repeated in place, along a dimension or flattened.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Ops.repeat_interleave_self_int.Tensor(this, repeats, dim, output_size);

        /// <summary>Each element repeated its own number of times.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Ops.repeat_interleave_self_Tensor.Tensor(this, repeats, dim, output_size);

        /// <summary>Repeated along each dimension, a copy.</summary>
        public Tensor tile(long[] reps) => Ops.tile.Tensor(this, reps);

        /// <summary>Broadcast to a shape, a view.</summary>
        public Tensor broadcast_to(params long[] shape) => Ops.broadcast_to.Tensor(this, shape);

        /// <summary>Part of a dimension, a view.</summary>
        public Tensor narrow(long dim, long start, long length) => Ops.narrow.Tensor(this, dim, start, length);

        /// <summary>Every step-th position from start up to, not including, finish, a view.</summary>
        public Tensor slice(long dim, long start, long finish, long step) =>
            Ops.slice_Tensor.Tensor(this, dim, start, finish, step);

        /// <summary>One position of a dimension, which disappears, a view.</summary>
        public Tensor select(long dim, long index) => Ops.select_int.Tensor(this, dim, index);

        /// <summary>Dimensions reversed, a copy.</summary>
        public Tensor flip(params long[] dims) => Ops.flip.Tensor(this, dims);

        /// <summary>Positions shifted around.</summary>
        public Tensor roll(long shifts, long? dims = null) =>
            Ops.roll.Tensor(this, One(shifts), dims is null ? [] : One(dims.Value));

        /// <summary>With the elements in order without gaps, a copy where they were not.</summary>
        public Tensor contiguous() => Ops.contiguous.Tensor(this);

        /// <summary>A copy that gradients flow through.</summary>
        public Tensor clone() => Ops.clone.Tensor(this);

        /// <summary>The same memory, cut from the operations that made it.</summary>
        public Tensor detach() => Ops.detach.Tensor(this);

        /// <summary>Parts of a size along a dimension, views.</summary>
        public Tensor[] split(long size, int dim = 0) => Ops.split_Tensor.Tensors(this, size, (long)dim);

        /// <summary>Parts of these sizes along a dimension, views.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Ops.split_with_sizes.Tensors(this, sizes, dim);

        /// <summary>A number of parts along a dimension, views.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => Ops.chunk.Tensors(this, chunks, dim);

        /// <summary>Every position of a dimension, views.</summary>
        public Tensor[] unbind(long dimension = 0) => Ops.unbind_int.Tensors(this, dimension);

        /// <summary>The part of a matrix on and above a diagonal.</summary>
        public Tensor triu(long diagonal = 0) => Ops.triu.Tensor(this, diagonal);

        /// <summary>The part of a matrix on and below a diagonal.</summary>
        public Tensor tril(long diagonal = 0) => Ops.tril.Tensor(this, diagonal);

        /// <summary>A matrix's diagonal, or a matrix with this diagonal.</summary>
        public Tensor diag(long diagonal = 0) => Ops.diag.Tensor(this, diagonal);

        /// <summary>Windows of a size along a dimension, a view.</summary>
        public Tensor unfold(long dimension, long size, long step) => Ops.unfold.Tensor(this, dimension, size, step);

        /// <summary>Matrix product, broadcast over leading dimensions.</summary>
        public Tensor matmul(Tensor target) => Ops.matmul.Tensor(this, target);

        /// <summary>Matrix product of two matrices.</summary>
        public Tensor mm(Tensor target) => Ops.mm.Tensor(this, target);

        /// <summary>Matrix products of two batches.</summary>
        public Tensor bmm(Tensor batch2) => Ops.bmm.Tensor(this, batch2);
    }
}
