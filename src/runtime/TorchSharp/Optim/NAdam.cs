using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with Nesterov's momentum (Dozat 2016); weight decay is added to the gradient.</summary>
public class NAdam : OptimizerHelper
{
    private readonly StateTable<State> _states = new();

    /// <summary>Optimizes groups of parameters, each by its own numbers.</summary>
    /// <exception cref="ArgumentException">A number is negative, or a beta over 1.</exception>
    internal NAdam(
        IEnumerable<ParamGroup> parameters,
        double lr = 0.002,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1E-08,
        double weight_decay = 0,
        double momentum_decay = 0.004)
        : base(parameters)
    {
        RequireNotNegative(lr, "learning rate");
        RequireAtMostOne(beta1, "beta1 value");
        RequireAtMostOne(beta2, "beta2 value");
        RequireNotNegative(eps, "eps value");
        RequireNotNegative(weight_decay, "weight_decay value");
        RequireNotNegative(momentum_decay, "momentum_decay value");
    }

    /// <summary>Disposes the moments of each parameter.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _states.Dispose();
        }
    }

    private protected override void Update(Modules.ParamGroup group, Parameter parameter, Tensor gradient)
    {
        var options = (ParamGroup)group;
        (double beta1, double beta2) = options.Betas;
        State state = Remember(parameter);
        state.Steps++;
        gradient = WithDecay(gradient, parameter, options.WeightDecay);
        double mu = Momentum(state.Steps), next = Momentum(state.Steps + 1);
        double product = state.Product * mu, productNext = product * next;
        state.First.mul_(beta1).add_(gradient, alpha: 1 - beta1);
        state.Second.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
        Tensor scale = state.Second.div(1 - Math.Pow(beta2, state.Steps)).sqrt().add_(options.Epsilon);
        parameter.addcdiv_(gradient, scale, value: -options.LearningRate * (1 - mu) / (1 - product));
        parameter.addcdiv_(state.First, scale, value: -options.LearningRate * next / (1 - productNext));
        state.Product = product;

        double Momentum(long step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * options.MomentumDecay)));
    }

    private protected override void WriteOptions(BinaryWriter writer, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        writer.Write(options.Betas.First);
        writer.Write(options.Betas.Second);
        writer.Write(options.Epsilon);
        writer.Write(options.WeightDecay);
        writer.Write(options.MomentumDecay);
    }

    private protected override void ReadOptions(BinaryReader reader, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        options.Betas = (reader.ReadDouble(), reader.ReadDouble());
        options.Epsilon = reader.ReadDouble();
        options.WeightDecay = reader.ReadDouble();
        options.MomentumDecay = reader.ReadDouble();
    }

    private protected override void WriteState(BinaryWriter writer, Modules.ParamGroup group, Parameter parameter)
    {
        State state = Remember(parameter);
        writer.Write(state.Steps);
        writer.Write(state.Product);
        state.First.Save(writer);
        state.Second.Save(writer);
    }

    private protected override void ReadState(BinaryReader reader, Modules.ParamGroup group, Parameter parameter)
    {
        State state = Remember(parameter);
        state.Steps = reader.ReadInt64();
        state.Product = reader.ReadDouble();
        state.First.Load(reader);
        state.Second.Load(reader);
    }

    private State Remember(Parameter parameter) => _states.Of(parameter, () => new State(parameter));

    /// <summary>Parameters with their own learning rate, moments and decay.</summary>
    public class ParamGroup : Modules.ParamGroup
    {
        /// <summary>Parameters with their own learning rate, moments and decay.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 1,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1E-08,
            double weight_decay = 0,
            double momentum_decay = 0.004)
            : base(parameters, lr)
        {
            Betas = (beta1, beta2);
            Epsilon = eps;
            WeightDecay = weight_decay;
            MomentumDecay = momentum_decay;
        }

        internal (double First, double Second) Betas { get; set; }

        internal double Epsilon { get; set; }

        internal double WeightDecay { get; set; }

        internal double MomentumDecay { get; set; }
    }

    private sealed class State(Parameter parameter) : IDisposable
    {
        public long Steps { get; set; }

        /// <summary>The product of the momenta so far.</summary>
        public double Product { get; set; } = 1;

        public Tensor First { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Second { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
