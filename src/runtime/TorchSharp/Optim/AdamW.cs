using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
public class AdamW : optim.Optimizer
{
    private readonly Dictionary<Parameter, Moments> _moments = new(ReferenceEqualityComparer.Instance);

    /// <summary>Optimizes groups of parameters, each by its own numbers.</summary>
    /// <exception cref="ArgumentException">A number is negative, or a beta is not below 1.</exception>
    internal AdamW(
        IEnumerable<ParamGroup> parameters,
        double lr = 0.001,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1E-08,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : base(parameters)
    {
        RequireNotNegative(lr, "learning rate");
        RequireNotNegative(eps, "ε");
        RequireShare(beta1, "beta1");
        RequireShare(beta2, "beta2");
        RequireNotNegative(weight_decay, "weight_decay value");
    }

    /// <summary>Disposes the moments of each parameter.</summary>
    protected override void Dispose(bool disposing)
    {
        foreach (Moments moments in disposing ? _moments.Values.ToArray() : [])
        {
            moments.Dispose();
        }

        _moments.Clear();
    }

    private protected override void Update(Modules.ParamGroup group, Parameter parameter, Tensor gradient)
    {
        var options = (ParamGroup)group;
        gradient = options.Maximize ? -gradient : gradient;
        if (!_moments.TryGetValue(parameter, out Moments? moments))
        {
            _moments.Add(parameter, moments = new Moments(parameter, options.Amsgrad));
        }

        (double beta1, double beta2) = options.Betas;
        moments.Steps++;
        parameter.mul_(1 - (options.LearningRate * options.WeightDecay));
        double correction1 = 1 - Math.Pow(beta1, moments.Steps);
        double correction2 = 1 - Math.Pow(beta2, moments.Steps);
        moments.First.mul_(beta1).add_(gradient, alpha: 1 - beta1);
        moments.Second.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
        Tensor scale = moments.Scale().sqrt().div(Math.Sqrt(correction2)).add_(options.Epsilon);
        parameter.addcdiv_(moments.First, scale, value: -(options.LearningRate / correction1));
    }

    private static void RequireShare(double value, string name)
    {
        if (value is < 0 or >= 1)
        {
            throw new ArgumentException($"Invalid {name}: {value}");
        }
    }

    /// <summary>Parameters with their own learning rate, moments and decay.</summary>
    public class ParamGroup : Modules.ParamGroup
    {
        /// <summary>Parameters with their own learning rate, moments and decay.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 0.001,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1E-08,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            : base(parameters, lr)
        {
            Betas = (beta1, beta2);
            Epsilon = eps;
            WeightDecay = weight_decay;
            Amsgrad = amsgrad;
            Maximize = maximize;
        }

        /// <summary>How much of the means of gradients and of their squares is kept.</summary>
        internal (double, double) Betas { get; set; }

        internal double Epsilon { get; }

        internal double WeightDecay { get; }

        internal bool Amsgrad { get; }

        internal bool Maximize { get; }
    }

    private sealed class Moments(Parameter parameter, bool amsgrad) : IDisposable
    {
        private Tensor? _largest = amsgrad ? zeros_like(parameter).DetachFromDisposeScope() : null;

        public long Steps { get; set; }

        public Tensor First { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Second { get; } = zeros_like(parameter).DetachFromDisposeScope();

        /// <summary>The second moment, or with amsgrad the largest so far.</summary>
        public Tensor Scale()
        {
            if (_largest is null)
            {
                return Second;
            }

            using Tensor previous = _largest;
            return _largest = maximum(previous, Second).DetachFromDisposeScope();
        }

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
            _largest?.Dispose();
        }
    }
}
