namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Adds, in place.</summary>
        public Tensor add_(Tensor target) => InPlace(Ops.add__Tensor, this, target, 1L);

        /// <summary>Adds alpha * target, in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(Ops.add__Tensor, this, target, alpha);

        /// <summary>Adds a number, in place.</summary>
        public Tensor add_(Scalar scalar) => InPlace(Ops.add__Scalar, this, scalar, 1L);

        /// <summary>Multiplies, in place.</summary>
        public Tensor mul_(Tensor target) => InPlace(Ops.mul__Tensor, this, target);

        /// <summary>Multiplies by a number, in place.</summary>
        public Tensor mul_(Scalar target) => InPlace(Ops.mul__Scalar, this, target);

        /// <summary>Adds value * tensor1 * tensor2, in place.</summary>
        internal Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(Ops.addcmul_, this, tensor1, tensor2, value);

        /// <summary>Adds value * tensor1 / tensor2, in place.</summary>
        internal Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(Ops.addcdiv_, this, tensor1, tensor2, value);

        /// <summary>Overwrites with another tensor, broadcast and cast.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(Ops.copy_, this, source, nonBlocking);

        /// <summary>Overwrites with a number.</summary>
        internal Tensor fill_(Scalar value) => InPlace(Ops.fill__Scalar, this, value);

        /// <summary>Overwrites with numbers uniform in [from, to).</summary>
        internal Tensor uniform_(double from, double to, Generator? generator = null) =>
            InPlace(Ops.uniform_, this, from, to, generator);

        /// <summary>Overwrites with normally distributed numbers.</summary>
        internal Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            InPlace(Ops.normal_, this, mean, std, generator);

        /// <summary>Negative elements become 0, in place.</summary>
        public Tensor relu_() => InPlace(Ops.relu_, this);

        /// <summary>Overwrites with 0.</summary>
        internal Tensor zero_() => InPlace(Ops.zero_, this);

        private Tensor InPlace(Interop.Operator operation, params ReadOnlySpan<Interop.Argument> arguments)
        {
            operation.Run(arguments);
            return this;
        }
    }
}
