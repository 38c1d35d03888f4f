using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>RMSprop (Hinton's course, lecture 6): gradients divided by the root of the mean of their squares; with momentum where asked for.</summary>
public class RMSProp : OptimizerHelper
{
    private readonly StateTable<State> _states = new();

    /// <summary>Optimizes groups of parameters, each by its own numbers.</summary>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    internal RMSProp(
        IEnumerable<ParamGroup> parameters,
        double lr = 0.001,
        double alpha = 0.99,
        double eps = 1E-08,
        double weight_decay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
        : base(parameters)
    {
        RequireNotNegative(lr, "learning rate");
        RequireNotNegative(eps, "ε");
        RequireNotNegative(alpha, "alpha");
        RequireNotNegative(momentum, "momentum value");
        RequireNotNegative(weight_decay, "weight_decay value");
        foreach (ParamGroup group in Groups.Cast<ParamGroup>())
        {
            group.Maximize = maximize; // TorchSharp's groups have no such argument
        }
    }

    /// <summary>Disposes the means of each parameter.</summary>
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
        State state = Remember(parameter);
        state.Steps++;
        gradient = WithDecay(options.Maximize ? -gradient : gradient, parameter, options.WeightDecay);
        state.Squares.mul_(options.Alpha).addcmul_(gradient, gradient, value: 1 - options.Alpha);
        Tensor scale = state.Squares;
        if (options.Centered)
        {
            state.Mean.mul_(options.Alpha).add_(gradient, alpha: 1 - options.Alpha);
            scale = scale.clone().addcmul_(state.Mean, state.Mean, value: -1);
        }

        scale = scale.sqrt().add_(options.Epsilon);
        if (options.Momentum > 0)
        {
            state.Momentum.mul_(options.Momentum).addcdiv_(gradient, scale, value: 1);
            parameter.add_(state.Momentum, alpha: -options.LearningRate);
        }
        else
        {
            parameter.addcdiv_(gradient, scale, value: -options.LearningRate);
        }
    }

    private protected override void WriteOptions(BinaryWriter writer, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        writer.Write(options.Maximize);
        writer.Write(options.Momentum);
        writer.Write(options.Alpha);
        writer.Write(options.Epsilon);
        writer.Write(options.WeightDecay);
        writer.Write(options.Centered);
    }

    private protected override void ReadOptions(BinaryReader reader, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        options.Maximize = reader.ReadBoolean();
        options.Momentum = reader.ReadDouble();
        options.Alpha = reader.ReadDouble();
        options.Epsilon = reader.ReadDouble();
        options.WeightDecay = reader.ReadDouble();
        options.Centered = reader.ReadBoolean();
    }

    // TorchSharp keeps all three tensors, whether the options need them or not, and marks the last two as present.
    private protected override void WriteState(BinaryWriter writer, Modules.ParamGroup group, Parameter parameter)
    {
        State state = Remember(parameter);
        writer.Write(state.Steps);
        state.Squares.Save(writer);
        writer.Write(true);
        state.Momentum.Save(writer);
        writer.Write(true);
        state.Mean.Save(writer);
    }

    private protected override void ReadState(BinaryReader reader, Modules.ParamGroup group, Parameter parameter)
    {
        State state = Remember(parameter);
        state.Steps = reader.ReadInt64();
        state.Squares.Load(reader);
        foreach (Tensor tensor in (Tensor[])[state.Momentum, state.Mean])
        {
            if (reader.ReadBoolean())
            {
                tensor.Load(reader);
            }
        }
    }

    private State Remember(Parameter parameter) => _states.Of(parameter, () => new State(parameter));

    /// <summary>Parameters with their own learning rate, means and decay.</summary>
    public class ParamGroup : Modules.ParamGroup, optim.IMomentum
    {
        /// <summary>Parameters with their own learning rate, means and decay.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 0.001,
            double eps = 1E-08,
            double alpha = 0.99,
            double weight_decay = 0,
            double momentum = 0,
            bool centered = false)
            : base(parameters, lr)
        {
            Epsilon = eps;
            Alpha = alpha;
            WeightDecay = weight_decay;
            Momentum = momentum;
            Centered = centered;
        }

        /// <summary>How much of the last step is kept.</summary>
        public double Momentum { get; set; }

        internal double Alpha { get; set; }

        internal double Epsilon { get; set; }

        internal double WeightDecay { get; set; }

        internal bool Centered { get; set; }

        internal bool Maximize { get; set; }
    }

    private sealed class State(Parameter parameter) : IDisposable
    {
        public long Steps { get; set; }

        public Tensor Squares { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Momentum { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Mean { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public void Dispose()
        {
            Squares.Dispose();
            Momentum.Dispose();
            Mean.Dispose();
        }
    }
}
