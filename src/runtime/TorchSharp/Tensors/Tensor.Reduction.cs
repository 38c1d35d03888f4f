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

        /// <summary>Sums along dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Ops.sum_dim_IntList.Tensor(this, dim, keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Ops.mean.Tensor(this);

        /// <summary>Means along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Ops.mean_dim.Tensor(this, dimensions, keepdim, type);

        /// <summary>The variance of all elements.</summary>
        public Tensor var(bool unbiased = true) => Ops.var.Tensor(this, unbiased);

        /// <summary>The standard deviation of all elements.</summary>
        public Tensor std(bool unbiased = true) => Ops.std.Tensor(this, unbiased);

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Ops.prod.Tensor(this, type);

        /// <summary>The largest element.</summary>
        public Tensor max() => Ops.max.Tensor(this);

        /// <summary>The larger of each pair.</summary>
        public Tensor max(Tensor other) => Ops.maximum.Tensor(this, other);

        /// <summary>The largest elements along a dimension, and their positions.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Ops.max_dim.Pair(this, dim, keepdim);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Ops.min.Tensor(this);

        /// <summary>The smaller of each pair.</summary>
        public Tensor min(Tensor other) => Ops.minimum.Tensor(this, other);

        /// <summary>The smallest elements along a dimension, and their positions.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Ops.min_dim.Pair(this, dim, keepdim);

        /// <summary>The position of the largest element, counted through all.</summary>
        public Tensor argmax() => Ops.argmax.Tensor(this);

        /// <summary>The positions of the largest elements along a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Ops.argmax.Tensor(this, dim, keepdim);

        /// <summary>The position of the smallest element, counted through all.</summary>
        public Tensor argmin() => Ops.argmin.Tensor(this);

        /// <summary>The positions of the smallest elements along a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Ops.argmin.Tensor(this, dim, keepdim);

        /// <summary>True where all elements are not 0.</summary>
        public Tensor all() => Ops.all.Tensor(this);

        /// <summary>True where all elements along a dimension are not 0.</summary>
        public Tensor all(long dim, bool keepdim = false) => Ops.all_dim.Tensor(this, dim, keepdim);

        /// <summary>True where an element is not 0.</summary>
        public Tensor any() => Ops.any.Tensor(this);

        /// <summary>True where an element along a dimension is not 0.</summary>
        public Tensor any(long dim, bool keepdim = false) => Ops.any_dim.Tensor(this, dim, keepdim);

        /// <summary>Running sums along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Ops.cumsum.Tensor(this, dim, type);

        /// <summary>The number of elements that are not 0, along dimensions (all where null).</summary>
        public Tensor count_nonzero(long[]? dims = null) => Ops.count_nonzero_dim_IntList.Tensor(this, dims ?? []);

        /// <summary>Logarithms of the sums of exponentials along a dimension.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.logsumexp.Tensor(this, One(dim), keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2) => Ops.norm_Scalar.Tensor(this, (double)p);

        /// <summary>Exponentials over their sum along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.softmax_int.Tensor(this, dim, dtype);

        /// <summary>Logarithms of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.log_softmax_int.Tensor(this, dim, dtype);
    }
}
