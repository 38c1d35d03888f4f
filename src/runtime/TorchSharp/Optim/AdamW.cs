using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
public class AdamW : OptimizerHelper
{
    private readonly StateTable<AdamMoments> _moments = new();

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
        if (disposing)
        {
            _moments.Dispose();
        }
    }

    private protected override void Update(Modules.ParamGroup group, Parameter parameter, Tensor gradient)
    {
        AdamOptions options = ((ParamGroup)group).Numbers;
        gradient = options.Maximize ? -gradient : gradient;
        parameter.mul_(1 - (group.LearningRate * options.WeightDecay));
        Remember(options, parameter).Step(gradient, group.LearningRate, options);
    }

    private protected override void WriteOptions(BinaryWriter writer, Modules.ParamGroup group) => ((ParamGroup)group).Numbers.Write(writer);

    private protected override void ReadOptions(BinaryReader reader, Modules.ParamGroup group) => ((ParamGroup)group).Numbers.Read(reader);

    private protected override void WriteState(BinaryWriter writer, Modules.ParamGroup group, Parameter parameter) =>
        Remember(((ParamGroup)group).Numbers, parameter).Write(writer);

    private protected override void ReadState(BinaryReader reader, Modules.ParamGroup group, Parameter parameter) =>
        Remember(((ParamGroup)group).Numbers, parameter).Read(reader);

    private AdamMoments Remember(AdamOptions options, Parameter parameter) =>
        _moments.Of(parameter, () => new AdamMoments(parameter, options.Amsgrad));

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
            : base(parameters, lr) =>
            Numbers = new AdamOptions
            {
                Betas = (beta1, beta2), Epsilon = eps, WeightDecay = weight_decay, Amsgrad = amsgrad, Maximize = maximize,
            };

        internal AdamOptions Numbers { get; }
    }
}
