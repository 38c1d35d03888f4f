namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A dimension sorted, and where its elements were.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Ops.sort_stable.Pair(this, stable, dim, descending);

        /// <summary>A number where the mask holds.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.masked_fill_Scalar.Tensor(this, mask, value);

        /// <summary>The elements at the positions in index along a dimension.</summary>
        public Tensor gather(long dim, Tensor index) => Ops.gather.Tensor(this, dim, index);

        /// <summary>Positions of a dimension, a copy.</summary>
        public Tensor index_select(long dim, Tensor index) => Ops.index_select.Tensor(this, dim, index);
    }
}
