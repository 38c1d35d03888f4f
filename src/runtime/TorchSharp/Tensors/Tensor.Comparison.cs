namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>True where different from a number.</summary>
        public Tensor ne(Scalar target) => Ops.ne_Scalar.Tensor(this, target);

        /// <summary>True where equal to a number.</summary>
        public Tensor eq(Scalar target) => Ops.eq_Scalar.Tensor(this, target);

        /// <summary>True where larger than or equal to a number.</summary>
        public Tensor ge(Scalar target) => Ops.ge_Scalar.Tensor(this, target);

        /// <summary>True where smaller.</summary>
        public Tensor lt(Tensor target) => Ops.lt_Tensor.Tensor(this, target);

        /// <summary>True where smaller than a number.</summary>
        public Tensor lt(Scalar target) => Ops.lt_Scalar.Tensor(this, target);

        /// <summary>True where larger than a number.</summary>
        public Tensor gt(Scalar target) => Ops.gt_Scalar.Tensor(this, target);
    }
}
