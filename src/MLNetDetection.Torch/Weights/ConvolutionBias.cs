using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>Tells the biases of convolutions from those of norms, whose weights have one dimension.</summary>
internal static class ConvolutionBias
{
    private const string Bias = ".bias";
    private const string Weight = ".weight";

    /// <summary>Names of the weights with more than one dimension.</summary>
    public static HashSet<string> KernelsOf(nn.Module network) =>
        [.. network.named_parameters().Where(p => p.parameter.shape.Length > 1).Select(p => p.name)];

    /// <param name="name">A parameter's name.</param>
    /// <param name="kernels">From <see cref="KernelsOf"/>.</param>
    public static bool Is(string name, HashSet<string> kernels) =>
        name.EndsWith(Bias, StringComparison.Ordinal) && kernels.Contains(name[..^Bias.Length] + Weight);
}
