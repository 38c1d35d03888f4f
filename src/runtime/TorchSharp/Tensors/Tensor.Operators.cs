namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, int right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, long right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, float right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, double right) => left.add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(int left, Tensor right) => right.add(left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(long left, Tensor right) => right.add(left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(float left, Tensor right) => right.add(left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(double left, Tensor right) => right.add(left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, int right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, long right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, float right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, double right) => left.sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => right.negative().add(left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(int left, Tensor right) => right.negative().add(left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(long left, Tensor right) => right.negative().add(left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(float left, Tensor right) => right.negative().add(left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(double left, Tensor right) => right.negative().add(left);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, int right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, long right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, float right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, double right) => left.mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        /// <summary>Product.</summary>
        public static Tensor operator *(int left, Tensor right) => right.mul(left);

        /// <summary>Product.</summary>
        public static Tensor operator *(long left, Tensor right) => right.mul(left);

        /// <summary>Product.</summary>
        public static Tensor operator *(float left, Tensor right) => right.mul(left);

        /// <summary>Product.</summary>
        public static Tensor operator *(double left, Tensor right) => right.mul(left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, int right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, long right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, float right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, double right) => left.div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => right.reciprocal().mul(left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(int left, Tensor right) => right.reciprocal().mul(left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(long left, Tensor right) => right.reciprocal().mul(left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(float left, Tensor right) => right.reciprocal().mul(left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(double left, Tensor right) => right.reciprocal().mul(left);

        /// <summary>Remainder with the divisor's sign.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        /// <summary>Remainder with the divisor's sign.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        /// <summary>Negation.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        /// <summary>Bitwise and; of truth values, both.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        /// <summary>Bitwise or; of truth values, either.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        /// <summary>Bitwise exclusive or.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        /// <summary>Bitwise complement; of truth values, the negation.</summary>
        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        /// <summary>True where equal, per element.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        /// <summary>True where equal, per element.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        /// <summary>True where equal, per element.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        /// <summary>True where different, per element.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        /// <summary>True where different, per element.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        /// <summary>True where different, per element.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        /// <summary>True where smaller, per element.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        /// <summary>True where smaller, per element.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        /// <summary>True where smaller, per element.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        /// <summary>True where smaller or equal, per element.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        /// <summary>True where smaller or equal, per element.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        /// <summary>True where smaller or equal, per element.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        /// <summary>True where larger, per element.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        /// <summary>True where larger, per element.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        /// <summary>True where larger, per element.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        /// <summary>True where larger or equal, per element.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        /// <summary>True where larger or equal, per element.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        /// <summary>True where larger or equal, per element.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        /// <summary>True for a tensor of the same shape and elements.</summary>
        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        /// <summary>True for a tensor of the same shape and elements.</summary>
        public bool Equals(Tensor target) => target is not null && Ops.equal.Number(this, target).Payload != 0;

        /// <summary>By object, not by value.</summary>
        public override int GetHashCode() => base.GetHashCode();
    }
}
