namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>True where equal.</summary>
        public Tensor eq(Tensor target) => Ops.eq_Tensor.Tensor(this, target);

        /// <summary>True where equal to a number.</summary>
        public Tensor eq(Scalar target) => Ops.eq_Scalar.Tensor(this, target);

        /// <summary>True where different.</summary>
        public Tensor ne(Tensor target) => Ops.ne_Tensor.Tensor(this, target);

        /// <summary>True where different from a number.</summary>
        public Tensor ne(Scalar target) => Ops.ne_Scalar.Tensor(this, target);

        /// <summary>True where smaller.</summary>
        public Tensor lt(Tensor target) => Ops.lt_Tensor.Tensor(this, target);

        /// <summary>True where smaller than a number.</summary>
        public Tensor lt(Scalar target) => Ops.lt_Scalar.Tensor(this, target);

        /// <summary>True where smaller or equal.</summary>
        public Tensor le(Tensor target) => Ops.le_Tensor.Tensor(this, target);

        /// <summary>True where smaller than or equal to a number.</summary>
        public Tensor le(Scalar target) => Ops.le_Scalar.Tensor(this, target);

        /// <summary>True where larger.</summary>
        public Tensor gt(Tensor target) => Ops.gt_Tensor.Tensor(this, target);

        /// <summary>True where larger than a number.</summary>
        public Tensor gt(Scalar target) => Ops.gt_Scalar.Tensor(this, target);

        /// <summary>True where larger or equal.</summary>
        public Tensor ge(Tensor target) => Ops.ge_Tensor.Tensor(this, target);

        /// <summary>True where larger than or equal to a number.</summary>
        public Tensor ge(Scalar target) => Ops.ge_Scalar.Tensor(this, target);

        /// <summary>True where all elements differ by at most atol + rtol * |target|.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            Ops.allclose.Number(this, target, rtol, atol, equal_nan).Payload != 0;
    }
}
