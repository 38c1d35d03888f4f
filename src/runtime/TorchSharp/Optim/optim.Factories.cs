using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Stochastic gradient descent, with momentum where asked for.</summary>
        public static SGD SGD(
            IEnumerable<Parameter> parameters,
            double learningRate,
            double momentum = 0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Stochastic gradient descent of groups of parameters.</summary>
        public static SGD SGD(
            IEnumerable<SGD.ParamGroup> parameters,
            double learningRate,
            double momentum = 0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Adam with decoupled weight decay, of groups of parameters.</summary>
        public static AdamW AdamW(
            IEnumerable<AdamW.ParamGroup> parameters,
            double lr = 0.001,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1E-08,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam, of groups of parameters.</summary>
        public static Adam Adam(
            IEnumerable<Adam.ParamGroup> parameters,
            double lr = 0.001,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1E-08,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with Nesterov's momentum, of groups of parameters.</summary>
        public static NAdam NAdam(
            IEnumerable<NAdam.ParamGroup> parameters,
            double lr = 0.002,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1E-08,
            double weight_decay = 0,
            double momentum_decay = 0.004) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, momentum_decay);

        /// <summary>RMSprop, of groups of parameters.</summary>
        public static RMSProp RMSProp(
            IEnumerable<RMSProp.ParamGroup> parameters,
            double lr = 0.01,
            double alpha = 0.99,
            double eps = 1E-08,
            double weight_decay = 0,
            double momentum = 0,
            bool centered = false,
            bool maximize = false) =>
            new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

        /// <summary>Adadelta, of groups of parameters.</summary>
        public static Adadelta Adadelta(
            IEnumerable<Adadelta.ParamGroup> parameters, double lr = 1, double rho = 0.9, double eps = 1E-06, double weight_decay = 0, bool maximize = false) =>
            new(parameters, lr, rho, eps, weight_decay, maximize);
    }

    public static partial class nn
    {
        /// <summary>Helpers around training.</summary>
        public static partial class utils
        {
            /// <summary>Scales gradients down, in place, where their common norm is above a limit.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable mode = no_grad();
                Tensor[] gradients = tensors.Select(tensor => tensor.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0)
                {
                    return 0;
                }

                Tensor[] norms = Array.ConvertAll(gradients, gradient => Ops.norm_Scalar.Tensor(gradient, norm_type));
                Tensor total = norms.Length == 1 ? norms[0] : Ops.norm_Scalar.Tensor(stack(norms), norm_type);
                // A true division, as libtorch's own clipping has it: max_norm * (1 / x) differs in the last bit.
                Tensor factor = full_like(total, max_norm).div(total + 1e-6).clamp(max: 1.0);
                foreach (Tensor gradient in gradients)
                {
                    gradient.mul_(factor);
                }

                return total.ToDouble();
            }

            /// <summary>Cuts gradients, in place, to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable mode = no_grad();
                foreach (Tensor gradient in tensors.Select(tensor => tensor.grad).OfType<Tensor>())
                {
                    Ops.clamp_.Tensor(gradient, -clip_value, clip_value);
                }
            }
        }
    }
}
