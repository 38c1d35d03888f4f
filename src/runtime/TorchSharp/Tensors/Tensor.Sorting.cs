namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The positions that would sort a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Ops.argsort.Tensor(this, dim, descending);

        /// <summary>A dimension sorted, and where its elements were.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Ops.sort_stable.Pair(this, stable, dim, descending);

        /// <summary>The k largest (or smallest) elements along a dimension, and their positions.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Ops.topk.Pair(this, (long)k, (long)dim, largest, sorted);

        /// <summary>The positions of the elements that are not 0, one row each.</summary>
        public Tensor nonzero() => Ops.nonzero.Tensor(this);

        /// <summary>The elements where the mask holds, in order.</summary>
        public Tensor masked_select(Tensor mask) => Ops.masked_select.Tensor(this, mask);

        /// <summary>A number where the mask holds.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.masked_fill_Scalar.Tensor(this, mask, value);

        /// <summary>The elements at the positions in index along a dimension.</summary>
        public Tensor gather(long dim, Tensor index) => Ops.gather.Tensor(this, dim, index);

        /// <summary>With src written to the positions in index along a dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Ops.scatter_src.Tensor(this, dim, index, src);

        /// <summary>With src added at the positions in index along a dimension.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Ops.scatter_add.Tensor(this, dim, index, src);

        /// <summary>Positions of a dimension, a copy.</summary>
        public Tensor index_select(long dim, Tensor index) => Ops.index_select.Tensor(this, dim, index);
    }
}
