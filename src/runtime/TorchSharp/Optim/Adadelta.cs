using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adadelta (Zeiler 2012); weight decay is added to the gradient.</summary>
public class Adadelta : OptimizerHelper
{
    private readonly StateTable<State> _states = new();

    /// <summary>Optimizes groups of parameters, each by its own numbers.</summary>
    /// <exception cref="ArgumentException">A number is negative, or rho over 1.</exception>
    internal Adadelta(
        IEnumerable<ParamGroup> parameters, double lr = 1, double rho = 0.9, double eps = 1E-06, double weight_decay = 0, bool maximize = false)
        : base(parameters)
    {
        RequireNotNegative(lr, "learning rate");
        RequireAtMostOne(rho, "rho value");
        RequireNotNegative(eps, "eps value");
        RequireNotNegative(weight_decay, "weight_decay value");
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
        gradient = WithDecay(options.Maximize ? -gradient : gradient, parameter, options.WeightDecay);
        state.Squares.mul_(options.Rho).addcmul_(gradient, gradient, value: 1 - options.Rho);
        Tensor scale = state.Squares.add(options.Epsilon).sqrt();
        Tensor delta = state.Deltas.add(options.Epsilon).sqrt().div(scale).mul_(gradient);
        parameter.add_(delta, alpha: -options.LearningRate);
        state.Deltas.mul_(options.Rho).addcmul_(delta, delta, value: 1 - options.Rho);
    }

    private protected override void WriteOptions(BinaryWriter writer, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        writer.Write(options.Rho);
        writer.Write(options.Epsilon);
        writer.Write(options.WeightDecay);
        writer.Write(options.Maximize);
    }

    private protected override void ReadOptions(BinaryReader reader, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        options.Rho = reader.ReadDouble();
        options.Epsilon = reader.ReadDouble();
        options.WeightDecay = reader.ReadDouble();
        options.Maximize = reader.ReadBoolean();
    }

    private protected override void WriteState(BinaryWriter writer, Modules.ParamGroup group, Parameter parameter)
    {
        State state = Remember(parameter);
        writer.Write(0L); // TorchSharp has a counter here that it never moves
        state.Squares.Save(writer);
        state.Deltas.Save(writer);
    }

    private protected override void ReadState(BinaryReader reader, Modules.ParamGroup group, Parameter parameter)
    {
        State state = Remember(parameter);
        _ = reader.ReadInt64();
        state.Squares.Load(reader);
        state.Deltas.Load(reader);
    }

    private State Remember(Parameter parameter) => _states.Of(parameter, () => new State(parameter));

    /// <summary>Parameters with their own learning rate, means and decay.</summary>
    public class ParamGroup : Modules.ParamGroup
    {
        /// <summary>Parameters with their own learning rate, means and decay.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1, double rho = 0.9, double eps = 1E-06, double weight_decay = 0, bool maximize = false)
            : base(parameters, lr)
        {
            Rho = rho;
            Epsilon = eps;
            WeightDecay = weight_decay;
            Maximize = maximize;
        }

        internal double Rho { get; set; }

        internal double Epsilon { get; set; }

        internal double WeightDecay { get; set; }

        internal bool Maximize { get; set; }
    }

    private sealed class State(Parameter parameter) : IDisposable
    {
        public Tensor Squares { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Deltas { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public void Dispose()
        {
            Squares.Dispose();
            Deltas.Dispose();
        }
    }
}
