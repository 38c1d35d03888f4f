namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Absolute values, in place.</summary>
        public Tensor abs_() => InPlace(Ops.abs_, this);

        /// <summary>Negated values, in place.</summary>
        public Tensor neg_() => InPlace(Ops.neg_, this);

        /// <summary>e to the power of each element, in place.</summary>
        public Tensor exp_() => InPlace(Ops.exp_, this);

        /// <summary>Square roots, in place.</summary>
        public Tensor sqrt_() => InPlace(Ops.sqrt_, this);

        /// <summary>The largest integers not above, in place.</summary>
        public Tensor floor_() => InPlace(Ops.floor_, this);

        /// <summary>Adds, in place.</summary>
        public Tensor add_(Tensor target) => InPlace(Ops.add__Tensor, this, target, 1L);

        /// <summary>Adds alpha * target, in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(Ops.add__Tensor, this, target, alpha);

        /// <summary>Adds a number, in place.</summary>
        public Tensor add_(Scalar scalar) => InPlace(Ops.add__Scalar, this, scalar, 1L);

        /// <summary>Adds alpha * scalar, in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace(Ops.add__Scalar, this, scalar, alpha);

        /// <summary>Subtracts, in place.</summary>
        public Tensor sub_(Tensor target) => InPlace(Ops.sub__Tensor, this, target);

        /// <summary>Subtracts a number, in place.</summary>
        public Tensor sub_(Scalar target) => InPlace(Ops.sub__Scalar, this, target);

        /// <summary>Multiplies, in place.</summary>
        public Tensor mul_(Tensor target) => InPlace(Ops.mul__Tensor, this, target);

        /// <summary>Multiplies by a number, in place.</summary>
        public Tensor mul_(Scalar target) => InPlace(Ops.mul__Scalar, this, target);

        /// <summary>Divides, in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace(Ops.div__Tensor_mode, this, target, RoundingName(rounding_mode));

        /// <summary>Divides by a number, in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace(Ops.div__Scalar_mode, this, target, RoundingName(rounding_mode));

        /// <summary>Powers, in place.</summary>
        public Tensor pow_(Scalar exponent) => InPlace(Ops.pow__Scalar, this, exponent);

        /// <summary>Adds value * tensor1 * tensor2, in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(Ops.addcmul_, this, tensor1, tensor2, value);

        /// <summary>Adds value * tensor1 / tensor2, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(Ops.addcdiv_, this, tensor1, tensor2, value);

        /// <summary>Adds weight * (end - this), in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(Ops.lerp__Tensor, this, end, weight);

        /// <summary>Holds within bounds, in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(Ops.clamp_, this, min, max);

        /// <summary>Not below a number, in place.</summary>
        public Tensor clamp_min_(Scalar min) => InPlace(Ops.clamp_min_, this, min);

        /// <summary>Not above a number, in place.</summary>
        public Tensor clamp_max_(Scalar max) => InPlace(Ops.clamp_max_, this, max);

        /// <summary>Overwrites with another tensor, broadcast and cast.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(Ops.copy_, this, source, nonBlocking);

        /// <summary>Overwrites with a number.</summary>
        public Tensor fill_(Scalar value) => InPlace(Ops.fill__Scalar, this, value);

        /// <summary>Overwrites with a number where the mask holds.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(Ops.masked_fill__Scalar, this, mask, value);

        /// <summary>Writes src to the positions in index along a dimension.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(Ops.scatter__src, this, dim, index, src);

        /// <summary>Adds src at the positions in index along a dimension.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(Ops.scatter_add_, this, dim, index, src);

        /// <summary>Adds alpha * source at positions of a dimension.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            InPlace(Ops.index_add_, this, dim, index, source, alpha);

        /// <summary>Overwrites positions of a dimension.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(Ops.index_copy_, this, dim, index, source);

        /// <summary>Overwrites positions of a dimension with a number.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            InPlace(Ops.index_fill__int_Scalar, this, dim, index, value);

        /// <summary>Cuts the tensor from the operations that made it, in place.</summary>
        public Tensor detach_() => InPlace(Ops.detach_, this);

        /// <summary>Inserts a dimension of size 1, in place.</summary>
        public Tensor unsqueeze_(long dim) => InPlace(Ops.unsqueeze_, this, dim);

        /// <summary>Overwrites with numbers uniform in [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            InPlace(Ops.uniform_, this, from, to, generator);

        /// <summary>Overwrites with normally distributed numbers.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            InPlace(Ops.normal_, this, mean, std, generator);

        /// <summary>Overwrites with 1 with probability p, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) =>
            InPlace(Ops.bernoulli__float, this, p, generator);

        /// <summary>Negative elements become 0, in place.</summary>
        public Tensor relu_() => InPlace(Ops.relu_, this);

        /// <summary>x * sigmoid(x), in place.</summary>
        public Tensor silu_() => InPlace(Ops.silu_, this);

        /// <summary>Overwrites with 0.</summary>
        public Tensor zero_() => InPlace(Ops.zero_, this);

        private Tensor InPlace(Interop.Operator operation, params ReadOnlySpan<Interop.Argument> arguments)
        {
            operation.Run(arguments);
            return this;
        }
    }
}
