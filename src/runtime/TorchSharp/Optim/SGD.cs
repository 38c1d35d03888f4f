using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent, with momentum where asked for.</summary>
public class SGD : OptimizerHelper
{
    private readonly Dictionary<Parameter, Tensor> _momentum = new(ReferenceEqualityComparer.Instance);

    /// <summary>Optimizes parameters alike.</summary>
    /// <exception cref="ArgumentException">A number is negative, or nesterov is asked for without momentum or with dampening.</exception>
    internal SGD(
        IEnumerable<Parameter> parameters,
        double lr,
        double momentum = 0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this(
            [new ParamGroup(parameters, lr, momentum, dampening, weight_decay, nesterov, maximize)],
            lr,
            momentum,
            dampening,
            weight_decay,
            nesterov,
            maximize)
    {
    }

    /// <summary>Optimizes groups of parameters, each by its own numbers.</summary>
    /// <exception cref="ArgumentException">A number is negative, or nesterov is asked for without momentum or with dampening.</exception>
    internal SGD(
        IEnumerable<ParamGroup> parameters,
        double lr,
        double momentum = 0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
        : base(parameters)
    {
        RequireNotNegative(lr, "learning rate");
        RequireNotNegative(momentum, "momentum value");
        RequireNotNegative(weight_decay, "weight_decay value");
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        }
    }

    /// <summary>Disposes the momentum of each parameter.</summary>
    protected override void Dispose(bool disposing)
    {
        foreach (Tensor buffer in disposing ? _momentum.Values.ToArray() : [])
        {
            buffer.Dispose();
        }

        _momentum.Clear();
    }

    private protected override void Update(Modules.ParamGroup group, Parameter parameter, Tensor gradient)
    {
        var options = (ParamGroup)group;
        gradient = WithDecay(gradient, parameter, options.WeightDecay);
        if (options.Momentum != 0)
        {
            Tensor buffer = Remember(options, parameter, gradient);
            gradient = options.Nesterov ? gradient.add(buffer, alpha: options.Momentum) : buffer;
        }

        parameter.add_(gradient, alpha: options.Maximize ? options.LearningRate : -options.LearningRate);
    }

    private protected override void WriteOptions(BinaryWriter writer, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        writer.Write(options.Momentum);
        writer.Write(options.Dampening);
        writer.Write(options.WeightDecay);
        writer.Write(options.Nesterov);
        writer.Write(options.Maximize);
    }

    private protected override void ReadOptions(BinaryReader reader, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        options.Momentum = reader.ReadDouble();
        options.Dampening = reader.ReadDouble();
        options.WeightDecay = reader.ReadDouble();
        options.Nesterov = reader.ReadBoolean();
        options.Maximize = reader.ReadBoolean();
    }

    private protected override void WriteState(BinaryWriter writer, Modules.ParamGroup group, Parameter parameter)
    {
        bool started = _momentum.TryGetValue(parameter, out Tensor? buffer);
        writer.Write(started);
        if (started)
        {
            buffer!.Save(writer);
        }
    }

    private protected override void ReadState(BinaryReader reader, Modules.ParamGroup group, Parameter parameter)
    {
        if (_momentum.Remove(parameter, out Tensor? old))
        {
            old.Dispose();
        }

        if (reader.ReadBoolean())
        {
            _momentum.Add(parameter, Kept(TensorExtensionMethods.Load(reader), parameter));
        }
    }

    private Tensor Remember(ParamGroup options, Parameter parameter, Tensor gradient)
    {
        if (_momentum.TryGetValue(parameter, out Tensor? buffer))
        {
            return buffer.mul_(options.Momentum).add_(gradient, alpha: 1 - options.Dampening);
        }

        buffer = gradient.clone().detach().DetachFromDisposeScope();
        _momentum.Add(parameter, buffer);
        return buffer;
    }

    /// <summary>Parameters with their own learning rate, momentum and decay.</summary>
    public class ParamGroup : Modules.ParamGroup, optim.IMomentum
    {
        /// <summary>Parameters with their own learning rate, momentum and decay.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 0.001,
            double momentum = 0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false)
            : base(parameters, lr)
        {
            Momentum = momentum;
            Dampening = dampening;
            WeightDecay = weight_decay;
            Nesterov = nesterov;
            Maximize = maximize;
        }

        /// <summary>How much of the last step is kept.</summary>
        public double Momentum { get; set; }

        internal double Dampening { get; set; }

        internal double WeightDecay { get; set; }

        internal bool Nesterov { get; set; }

        internal bool Maximize { get; set; }
    }
}
