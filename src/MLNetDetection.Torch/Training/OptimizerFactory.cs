using MLNetDetection.Torch.Detectors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training;

/// <summary>Builds the optimizer that the options name.</summary>
internal static class OptimizerFactory
{
    /// <summary>Two groups: kernels, and norms with biases (of rank 1), which may go without weight decay.</summary>
    public static OptimizerHelper Create(SsdNetwork network, TrainingOptions options)
    {
        Parameter[] all = [.. network.parameters()];
        Parameter[] kernels = [.. all.Where(p => p.shape.Length > 1)];
        Parameter[] others = [.. all.Where(p => p.shape.Length <= 1)];
        double rate = options.LearningRate, momentum = options.Momentum, decay = options.WeightDecay;
        double otherDecay = options.DecayOnlyKernels ? 0 : decay;
        if (options.Optimizer == OptimizerKind.AdamW)
        {
            return optim.AdamW(
                [
                    new AdamW.ParamGroup(kernels, rate, momentum, 0.999, 1e-8, decay),
                    new AdamW.ParamGroup(others, rate, momentum, 0.999, 1e-8, otherDecay),
                ], rate, momentum, 0.999, 1e-8, decay);
        }

        bool nesterov = options.Optimizer == OptimizerKind.SgdNesterov;
        return optim.SGD(
            [
                new SGD.ParamGroup(kernels, rate, momentum, 0, decay, nesterov),
                new SGD.ParamGroup(others, rate, momentum, 0, otherDecay, nesterov),
            ], rate, momentum, 0, decay, nesterov);
    }
}
