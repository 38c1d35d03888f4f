namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Negated values.</summary>
        public Tensor neg() => Ops.neg.Tensor(this);

        /// <summary>Negated values.</summary>
        internal Tensor negative() => Ops.neg.Tensor(this);

        /// <summary>Absolute values.</summary>
        public Tensor abs() => Ops.abs.Tensor(this);

        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => Ops.exp.Tensor(this);

        /// <summary>Natural logarithms.</summary>
        public Tensor log() => Ops.log.Tensor(this);

        /// <summary>Arctangents, radians.</summary>
        public Tensor atan() => Ops.atan.Tensor(this);

        /// <summary>1 / (1 + e^-x).</summary>
        public Tensor sigmoid() => Ops.sigmoid.Tensor(this);

        /// <summary>Powers.</summary>
        public Tensor pow(Scalar exponent) => Ops.pow_Tensor_Scalar.Tensor(this, exponent);

        /// <summary>The smaller of each pair.</summary>
        public Tensor minimum(Tensor other) => Ops.minimum.Tensor(this, other);

        /// <summary>Square roots.</summary>
        internal Tensor sqrt() => Ops.sqrt.Tensor(this);

        /// <summary>Negative elements become 0.</summary>
        internal Tensor relu() => Ops.relu.Tensor(this);

        /// <summary>1 / x.</summary>
        internal Tensor reciprocal() => Ops.reciprocal.Tensor(this);

        /// <summary>Sums.</summary>
        public Tensor add(Tensor target) => Ops.add_Tensor.Tensor(this, target, 1L);

        /// <summary>this + alpha * target.</summary>
        internal Tensor add(Tensor target, Scalar alpha) => Ops.add_Tensor.Tensor(this, target, alpha);

        /// <summary>Sums with a number.</summary>
        public Tensor add(Scalar scalar) => Ops.add_Scalar.Tensor(this, scalar, 1L);

        /// <summary>Differences.</summary>
        public Tensor sub(Tensor target) => Ops.sub_Tensor.Tensor(this, target);

        /// <summary>Products.</summary>
        public Tensor mul(Tensor target) => Ops.mul_Tensor.Tensor(this, target);

        /// <summary>Products with a number.</summary>
        public Tensor mul(Scalar target) => Ops.mul_Scalar.Tensor(this, target);

        /// <summary>Quotients, rounded where a mode is given.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Ops.div_Tensor_mode.Tensor(this, target, RoundingName(rounding_mode));

        /// <summary>Quotients by a number, rounded where a mode is given.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Ops.div_Scalar_mode.Tensor(this, target, RoundingName(rounding_mode));

        /// <summary>This where the condition holds, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Ops.where_self.Tensor(condition, this, y);

        /// <summary>Held within bounds, each of which may be null.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.clamp.Tensor(this, min, max);

        /// <summary>The larger of each pair.</summary>
        public Tensor maximum(Tensor other) => Ops.maximum.Tensor(this, other);
    }
}
