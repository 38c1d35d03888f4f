using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
public class AdamW : OptimizerHelper
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
        Moments moments = Remember(options, parameter);
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

    private protected override void WriteOptions(BinaryWriter writer, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        writer.Write(options.Betas.Item1);
        writer.Write(options.Betas.Item2);
        writer.Write(options.Epsilon);
        writer.Write(options.WeightDecay);
        writer.Write(options.Amsgrad);
        writer.Write(options.Maximize);
    }

    private protected override void ReadOptions(BinaryReader reader, Modules.ParamGroup group)
    {
        var options = (ParamGroup)group;
        options.Betas = (reader.ReadDouble(), reader.ReadDouble());
        options.Epsilon = reader.ReadDouble();
        options.WeightDecay = reader.ReadDouble();
        options.Amsgrad = reader.ReadBoolean();
        options.Maximize = reader.ReadBoolean();
    }

    private protected override void WriteState(BinaryWriter writer, Modules.ParamGroup group, Parameter parameter)
    {
        Moments moments = Remember((ParamGroup)group, parameter);
        writer.Write(moments.Steps);
        moments.First.Save(writer);
        moments.Second.Save(writer);
        writer.Write(moments.Largest is not null);
        moments.Largest?.Save(writer);
    }

    private protected override void ReadState(BinaryReader reader, Modules.ParamGroup group, Parameter parameter)
    {
        Moments moments = Remember((ParamGroup)group, parameter);
        moments.Steps = reader.ReadInt64();
        moments.First.Load(reader);
        moments.Second.Load(reader);
        moments.Largest?.Dispose();
        moments.Largest = reader.ReadBoolean() ? Kept(TensorExtensionMethods.Load(reader), parameter) : null;
    }

    private Moments Remember(ParamGroup options, Parameter parameter)
    {
        if (!_moments.TryGetValue(parameter, out Moments? moments))
        {
            _moments.Add(parameter, moments = new Moments(parameter, options.Amsgrad));
        }

        return moments;
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

        internal double Epsilon { get; set; }

        internal double WeightDecay { get; set; }

        internal bool Amsgrad { get; set; }

        internal bool Maximize { get; set; }
    }

    private sealed class Moments(Parameter parameter, bool amsgrad) : IDisposable
    {
        public long Steps { get; set; }

        public Tensor First { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Second { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor? Largest { get; set; } = amsgrad ? zeros_like(parameter).DetachFromDisposeScope() : null;

        /// <summary>The second moment, or with amsgrad the largest so far.</summary>
        public Tensor Scale()
        {
            if (Largest is null)
            {
                return Second;
            }

            using Tensor previous = Largest;
            return Largest = maximum(previous, Second).DetachFromDisposeScope();
        }

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
            Largest?.Dispose();
        }
    }
}
