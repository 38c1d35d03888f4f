namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Ops.sum.Tensor(this, type);

        /// <summary>Sums along a dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Ops.sum_dim_IntList.Tensor(this, One(dim), keepdim, type);

        /// <summary>The largest element.</summary>
        public Tensor max() => Ops.max.Tensor(this);

        /// <summary>Means along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Ops.mean_dim.Tensor(this, dimensions, keepdim, type);

        /// <summary>Exponentials over their sum along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.softmax_int.Tensor(this, dim, dtype);

        /// <summary>Logarithms of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.log_softmax_int.Tensor(this, dim, dtype);
    }
}
