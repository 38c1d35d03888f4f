namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Absolute values.</summary>
        public Tensor abs() => Ops.abs.Tensor(this);

        /// <summary>Negated values.</summary>
        public Tensor neg() => Ops.neg.Tensor(this);

        /// <summary>Negated values.</summary>
        public Tensor negative() => Ops.neg.Tensor(this);

        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => Ops.exp.Tensor(this);

        /// <summary>Natural logarithms.</summary>
        public Tensor log() => Ops.log.Tensor(this);

        /// <summary>Natural logarithms of 1 + x, exact for small x.</summary>
        public Tensor log1p() => Ops.log1p.Tensor(this);

        /// <summary>Logarithms to base 2.</summary>
        public Tensor log2() => Ops.log2.Tensor(this);

        /// <summary>Square roots.</summary>
        public Tensor sqrt() => Ops.sqrt.Tensor(this);

        /// <summary>Reciprocals of the square roots.</summary>
        public Tensor rsqrt() => Ops.rsqrt.Tensor(this);

        /// <summary>Squares.</summary>
        public Tensor square() => Ops.square.Tensor(this);

        /// <summary>Sines, of radians.</summary>
        public Tensor sin() => Ops.sin.Tensor(this);

        /// <summary>Cosines, of radians.</summary>
        public Tensor cos() => Ops.cos.Tensor(this);

        /// <summary>Hyperbolic tangents.</summary>
        public Tensor tanh() => Ops.tanh.Tensor(this);

        /// <summary>1 / (1 + e^-x).</summary>
        public Tensor sigmoid() => Ops.sigmoid.Tensor(this);

        /// <summary>Negative elements become 0.</summary>
        public Tensor relu() => Ops.relu.Tensor(this);

        /// <summary>The largest integers not above.</summary>
        public Tensor floor() => Ops.floor.Tensor(this);

        /// <summary>The smallest integers not below.</summary>
        public Tensor ceil() => Ops.ceil.Tensor(this);

        /// <summary>Rounded to a number of decimals, halves to even.</summary>
        public Tensor round(long decimals = 0) => Ops.round_decimals.Tensor(this, decimals);

        /// <summary>Without the fractional part.</summary>
        public Tensor trunc() => Ops.trunc.Tensor(this);

        /// <summary>-1, 0 or 1.</summary>
        public Tensor sign() => Ops.sign.Tensor(this);

        /// <summary>1 / x.</summary>
        public Tensor reciprocal() => Ops.reciprocal.Tensor(this);

        /// <summary>True where an element is not a number.</summary>
        public Tensor isnan() => Ops.isnan.Tensor(this);

        /// <summary>True where an element is infinite.</summary>
        public Tensor isinf() => Ops.isinf.Tensor(this);

        /// <summary>True where an element is neither infinite nor NaN.</summary>
        public Tensor isfinite() => Ops.isfinite.Tensor(this);

        /// <summary>True where an element is 0.</summary>
        public Tensor logical_not() => Ops.logical_not.Tensor(this);

        /// <summary>True where both are not 0.</summary>
        public Tensor logical_and(Tensor other) => Ops.logical_and.Tensor(this, other);

        /// <summary>True where either is not 0.</summary>
        public Tensor logical_or(Tensor other) => Ops.logical_or.Tensor(this, other);

        /// <summary>True where exactly one is not 0.</summary>
        public Tensor logical_xor(Tensor other) => Ops.logical_xor.Tensor(this, other);

        /// <summary>Bitwise and, of integers or truth values.</summary>
        public Tensor bitwise_and(Tensor other) => Ops.bitwise_and_Tensor.Tensor(this, other);

        /// <summary>Bitwise or, of integers or truth values.</summary>
        public Tensor bitwise_or(Tensor other) => Ops.bitwise_or_Tensor.Tensor(this, other);

        /// <summary>Bitwise exclusive or, of integers or truth values.</summary>
        public Tensor bitwise_xor(Tensor other) => Ops.bitwise_xor_Tensor.Tensor(this, other);

        /// <summary>Bitwise complement; of truth values, the negation.</summary>
        public Tensor bitwise_not() => Ops.bitwise_not.Tensor(this);

        /// <summary>Sums.</summary>
        public Tensor add(Tensor target) => Ops.add_Tensor.Tensor(this, target, 1L);

        /// <summary>this + alpha * target.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Ops.add_Tensor.Tensor(this, target, alpha);

        /// <summary>Sums with a number.</summary>
        public Tensor add(Scalar scalar) => Ops.add_Scalar.Tensor(this, scalar, 1L);

        /// <summary>this + alpha * scalar.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Ops.add_Scalar.Tensor(this, scalar, alpha);

        /// <summary>Differences.</summary>
        public Tensor sub(Tensor target) => Ops.sub_Tensor.Tensor(this, target);

        /// <summary>Differences from a number.</summary>
        public Tensor sub(Scalar target) => Ops.sub_Scalar.Tensor(this, target);

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

        /// <summary>Remainders with the divisor's sign.</summary>
        public Tensor remainder(Tensor target) => Ops.remainder_Tensor.Tensor(this, target);

        /// <summary>Remainders with the divisor's sign.</summary>
        public Tensor remainder(Scalar scalar) => Ops.remainder_Scalar.Tensor(this, scalar);

        /// <summary>Powers.</summary>
        public Tensor pow(Tensor exponent) => Ops.pow_Tensor_Tensor.Tensor(this, exponent);

        /// <summary>Powers.</summary>
        public Tensor pow(Scalar exponent) => Ops.pow_Tensor_Scalar.Tensor(this, exponent);

        /// <summary>this + value * tensor1 * tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcmul.Tensor(this, tensor1, tensor2, value);

        /// <summary>this + value * tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcdiv.Tensor(this, tensor1, tensor2, value);

        /// <summary>this + weight * (end - this).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Ops.lerp_Tensor.Tensor(this, end, weight);

        /// <summary>Held within bounds, each of which may be null.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.clamp.Tensor(this, min, max);

        /// <summary>Held within bounds per element, each of which may be null.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Ops.clamp_Tensor.Tensor(this, min, max);

        /// <summary>Not below a number.</summary>
        public Tensor clamp_min(Scalar min) => Ops.clamp_min.Tensor(this, min);

        /// <summary>Not above a number.</summary>
        public Tensor clamp_max(Scalar max) => Ops.clamp_max.Tensor(this, max);

        /// <summary>The smaller of each pair.</summary>
        public Tensor minimum(Tensor other) => Ops.minimum.Tensor(this, other);

        /// <summary>The larger of each pair.</summary>
        public Tensor maximum(Tensor other) => Ops.maximum.Tensor(this, other);

        /// <summary>This where the condition holds, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Ops.where_self.Tensor(condition, this, y);

        /// <summary>Finite numbers in place of NaN and infinities.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Ops.nan_to_num.Tensor(this, nan, posinf, neginf);
    }
}
