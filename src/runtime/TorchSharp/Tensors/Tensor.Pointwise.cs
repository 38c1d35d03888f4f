namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Negated values.</summary>
        public Tensor neg() => Ops.neg.Tensor(this);

        /// <summary>Negated values.</summary>
        internal Tensor negative() => Ops.neg.Tensor(this);

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
        internal Tensor add(Scalar scalar) => Ops.add_Scalar.Tensor(this, scalar, 1L);

        /// <summary>Differences.</summary>
        internal Tensor sub(Tensor target) => Ops.sub_Tensor.Tensor(this, target);

        /// <summary>Products.</summary>
        public Tensor mul(Tensor target) => Ops.mul_Tensor.Tensor(this, target);

        /// <summary>Products with a number.</summary>
        public Tensor mul(Scalar target) => Ops.mul_Scalar.Tensor(this, target);

        /// <summary>Quotients, rounded where a mode is given.</summary>
        internal Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Ops.div_Tensor_mode.Tensor(this, target, RoundingName(rounding_mode));

        /// <summary>Quotients by a number, rounded where a mode is given.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Ops.div_Scalar_mode.Tensor(this, target, RoundingName(rounding_mode));

        /// <summary>Held within bounds, each of which may be null.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.clamp.Tensor(this, min, max);

        /// <summary>The larger of each pair.</summary>
        internal Tensor maximum(Tensor other) => Ops.maximum.Tensor(this, other);
    }
}
