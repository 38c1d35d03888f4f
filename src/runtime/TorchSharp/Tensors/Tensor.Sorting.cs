namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A dimension sorted, and where its elements were.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Ops.sort_stable.Pair(this, stable, dim, descending);

        /// <summary>The k largest elements of a dimension, or smallest, and where they were.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Ops.topk.Pair(this, k, dim, largest, sorted);

        /// <summary>A number where the mask holds.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.masked_fill_Scalar.Tensor(this, mask, value);

        /// <summary>The elements at the positions in index along a dimension.</summary>
        public Tensor gather(long dim, Tensor index) => Ops.gather.Tensor(this, dim, index);

        /// <summary>Positions of a dimension, a copy.</summary>
        public Tensor index_select(long dim, Tensor index) => Ops.index_select.Tensor(this, dim, index);
    }
}
