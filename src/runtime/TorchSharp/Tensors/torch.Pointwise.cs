namespace TorchSharp;

public static partial class torch
{
    /// <summary>Absolute values.</summary>
    public static Tensor abs(Tensor input) => input.abs();

    /// <summary>Sums with a number.</summary>
    public static Tensor add(Tensor left, Scalar right) => left.add(right);

    /// <summary>this + alpha * scalar.</summary>
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);

    /// <summary>Sums.</summary>
    public static Tensor add(Tensor left, Tensor right) => left.add(right);

    /// <summary>this + alpha * target.</summary>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);

    /// <summary>this + value * tensor1 / tensor2.</summary>
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcdiv(tensor1, tensor2, value);

    /// <summary>this + value * tensor1 * tensor2.</summary>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcmul(tensor1, tensor2, value);

    /// <summary>Bitwise and, of integers or truth values.</summary>
    public static Tensor bitwise_and(Tensor left, Tensor right) => left.bitwise_and(right);

    /// <summary>Bitwise complement; of truth values, the negation.</summary>
    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();

    /// <summary>Bitwise or, of integers or truth values.</summary>
    public static Tensor bitwise_or(Tensor left, Tensor right) => left.bitwise_or(right);

    /// <summary>Bitwise exclusive or, of integers or truth values.</summary>
    public static Tensor bitwise_xor(Tensor left, Tensor right) => left.bitwise_xor(right);

    /// <summary>The smallest integers not below.</summary>
    public static Tensor ceil(Tensor input) => input.ceil();

    /// <summary>Held within bounds, each of which may be null.</summary>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <summary>Held within bounds per element, each of which may be null.</summary>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    /// <summary>Not above a number.</summary>
    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);

    /// <summary>Not below a number.</summary>
    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);

    /// <summary>Cosines, of radians.</summary>
    public static Tensor cos(Tensor input) => input.cos();

    /// <summary>Quotients by a number, rounded where a mode is given.</summary>
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);

    /// <summary>Quotients, rounded where a mode is given.</summary>
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);

    /// <summary>e to the power of each element.</summary>
    public static Tensor exp(Tensor input) => input.exp();

    /// <summary>The largest integers not above.</summary>
    public static Tensor floor(Tensor input) => input.floor();

    /// <summary>True where an element is neither infinite nor NaN.</summary>
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();

    /// <summary>True where an element is infinite.</summary>
    public static Tensor isinf(Tensor tensor) => tensor.isinf();

    /// <summary>True where an element is not a number.</summary>
    public static Tensor isnan(Tensor input) => input.isnan();

    /// <summary>this + weight * (end - this).</summary>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);

    /// <summary>Natural logarithms.</summary>
    public static Tensor log(Tensor input) => input.log();

    /// <summary>Natural logarithms of 1 + x, exact for small x.</summary>
    public static Tensor log1p(Tensor input) => input.log1p();

    /// <summary>Logarithms to base 2.</summary>
    public static Tensor log2(Tensor input) => input.log2();

    /// <summary>True where both are not 0.</summary>
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);

    /// <summary>True where an element is 0.</summary>
    public static Tensor logical_not(Tensor input) => input.logical_not();

    /// <summary>True where either is not 0.</summary>
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);

    /// <summary>True where exactly one is not 0.</summary>
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);

    /// <summary>The larger of each pair.</summary>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    /// <summary>The smaller of each pair.</summary>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    /// <summary>Products with a number.</summary>
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);

    /// <summary>Products.</summary>
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    /// <summary>Finite numbers in place of NaN and infinities.</summary>
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        input.nan_to_num(nan, posinf, neginf);

    /// <summary>Negated values.</summary>
    public static Tensor neg(Tensor input) => input.neg();

    /// <summary>Negated values.</summary>
    public static Tensor negative(Tensor input) => input.negative();

    /// <summary>Powers.</summary>
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);

    /// <summary>Powers.</summary>
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);

    /// <summary>1 / x.</summary>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    /// <summary>Remainders with the divisor's sign.</summary>
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);

    /// <summary>Remainders with the divisor's sign.</summary>
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);

    /// <summary>Rounded to a number of decimals, halves to even.</summary>
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);

    /// <summary>Reciprocals of the square roots.</summary>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    /// <summary>1 / (1 + e^-x).</summary>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    /// <summary>-1, 0 or 1.</summary>
    public static Tensor sign(Tensor input) => input.sign();

    /// <summary>Sines, of radians.</summary>
    public static Tensor sin(Tensor input) => input.sin();

    /// <summary>Square roots.</summary>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <summary>Squares.</summary>
    public static Tensor square(Tensor input) => input.square();

    /// <summary>Differences from a number.</summary>
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);

    /// <summary>Differences.</summary>
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);

    /// <summary>Hyperbolic tangents.</summary>
    public static Tensor tanh(Tensor input) => input.tanh();

    /// <summary>Without the fractional part.</summary>
    public static Tensor trunc(Tensor input) => input.trunc();
}
