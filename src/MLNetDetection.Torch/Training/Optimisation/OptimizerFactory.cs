using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training.Optimisation;

/// <summary>Builds the optimizer that the options name.</summary>
internal static class OptimizerFactory
{
    // The means' own defaults, as PyTorch has them; all but Adadelta's epsilon is 1e-8.
    private const double AdamSmoothing = 0.999;
    private const double RmsPropSmoothing = 0.99;
    private const double AdadeltaSmoothing = 0.9;
    private const double Epsilon = 1e-8;
    private const double AdadeltaEpsilon = 1e-6;

    /// <summary>An optimizer of the groups, in their order.</summary>
    public static OptimizerHelper Create(IReadOnlyList<ParameterGroup> groups, TrainingOptions options) => options.Optimizer switch
    {
        OptimizerKind.Adam => Adam(groups, options),
        OptimizerKind.AdamW => AdamW(groups, options),
        OptimizerKind.NAdam => NAdam(groups, options),
        OptimizerKind.RmsProp => RmsProp(groups, options),
        OptimizerKind.Adadelta => Adadelta(groups, options),
        _ => Sgd(groups, options),
    };

    private static SGD Sgd(IReadOnlyList<ParameterGroup> groups, TrainingOptions options)
    {
        bool nesterov = options.Optimizer == OptimizerKind.SgdNesterov;
        return optim.SGD(
            groups.Select(g => new SGD.ParamGroup(g.Parameters, Rate(g, options), options.Momentum, 0, g.WeightDecay, nesterov)),
            options.LearningRate, options.Momentum, 0, options.WeightDecay, nesterov);
    }

    private static Adam Adam(IReadOnlyList<ParameterGroup> groups, TrainingOptions options)
    {
        (double smoothing, double epsilon) = Numbers(options, AdamSmoothing, Epsilon);
        bool amsgrad = options.OptimizerDetails.AmsGrad;
        return optim.Adam(
            groups.Select(g => new Adam.ParamGroup(g.Parameters, Rate(g, options), options.Momentum, smoothing, epsilon, g.WeightDecay, amsgrad)),
            options.LearningRate, options.Momentum, smoothing, epsilon, options.WeightDecay, amsgrad);
    }

    private static AdamW AdamW(IReadOnlyList<ParameterGroup> groups, TrainingOptions options)
    {
        (double smoothing, double epsilon) = Numbers(options, AdamSmoothing, Epsilon);
        bool amsgrad = options.OptimizerDetails.AmsGrad;
        return optim.AdamW(
            groups.Select(g => new AdamW.ParamGroup(g.Parameters, Rate(g, options), options.Momentum, smoothing, epsilon, g.WeightDecay, amsgrad)),
            options.LearningRate, options.Momentum, smoothing, epsilon, options.WeightDecay, amsgrad);
    }

    private static NAdam NAdam(IReadOnlyList<ParameterGroup> groups, TrainingOptions options)
    {
        (double smoothing, double epsilon) = Numbers(options, AdamSmoothing, Epsilon);
        double momentumDecay = options.OptimizerDetails.MomentumDecay;
        return optim.NAdam(
            groups.Select(g => new NAdam.ParamGroup(g.Parameters, Rate(g, options), options.Momentum, smoothing, epsilon, g.WeightDecay, momentumDecay)),
            options.LearningRate, options.Momentum, smoothing, epsilon, options.WeightDecay, momentumDecay);
    }

    private static RMSProp RmsProp(IReadOnlyList<ParameterGroup> groups, TrainingOptions options)
    {
        (double smoothing, double epsilon) = Numbers(options, RmsPropSmoothing, Epsilon);
        bool centred = options.OptimizerDetails.Centred;

        // The group's arguments stand in another order than the optimizer's: epsilon before alpha.
        return optim.RMSProp(
            groups.Select(g => new RMSProp.ParamGroup(g.Parameters, Rate(g, options), epsilon, smoothing, g.WeightDecay, options.Momentum, centred)),
            options.LearningRate, smoothing, epsilon, options.WeightDecay, options.Momentum, centred);
    }

    private static Adadelta Adadelta(IReadOnlyList<ParameterGroup> groups, TrainingOptions options)
    {
        (double smoothing, double epsilon) = Numbers(options, AdadeltaSmoothing, AdadeltaEpsilon);
        return optim.Adadelta(
            groups.Select(g => new Adadelta.ParamGroup(g.Parameters, Rate(g, options), smoothing, epsilon, g.WeightDecay)),
            options.LearningRate, smoothing, epsilon, options.WeightDecay);
    }

    private static double Rate(ParameterGroup group, TrainingOptions options) => options.LearningRate * group.RateFactor;

    private static (double Smoothing, double Epsilon) Numbers(TrainingOptions options, double smoothing, double epsilon) =>
        (options.OptimizerDetails.Smoothing ?? smoothing, options.OptimizerDetails.Epsilon ?? epsilon);
}
