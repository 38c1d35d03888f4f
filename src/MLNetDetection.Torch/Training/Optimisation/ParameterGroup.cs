using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training.Optimisation;

/// <summary>Parameters that are optimized alike.</summary>
/// <param name="Parameters">In the network's order.</param>
/// <param name="RateFactor">Their learning rate, in learning rates of the run.</param>
/// <param name="WeightDecay">At least 0.</param>
internal sealed record ParameterGroup(IReadOnlyList<Parameter> Parameters, double RateFactor, double WeightDecay)
{
    /// <summary>Kernels, then norms and biases (of rank 1), each cut further where the options give some of them other numbers.</summary>
    public static IReadOnlyList<ParameterGroup> Of(SsdNetwork network, TrainingOptions options)
    {
        HashSet<nint> stages = [.. network.Backbone.Stages.SelectMany(stage => stage).SelectMany(part => part.parameters()).Select(p => p.Handle)];
        HashSet<string> kernels = ConvolutionBias.KernelsOf(network);
        return
        [
            .. network.named_parameters()
                .GroupBy(p => (Kernel: kernels.Contains(p.name), Rate: RateOf(p.name, p.parameter)))
                .OrderByDescending(group => group.Key.Kernel)
                .Select(group => new ParameterGroup(
                    [.. group.Select(p => p.parameter)], group.Key.Rate,
                    group.Key.Kernel || !options.DecayOnlyKernels ? options.WeightDecay : 0)),
        ];

        // A norm's bias is no bias of a convolution: it moves with the norm's weight.
        double RateOf(string name, Parameter parameter) =>
            (stages.Contains(parameter.Handle) ? options.BackboneRate : 1) * (ConvolutionBias.Is(name, kernels) ? options.BiasRate : 1);
    }
}
