using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export;

/// <summary>Writes layers that have weights, named by their state keys.</summary>
/// <param name="graph">Receives the nodes.</param>
/// <param name="state">The weights.</param>
/// <param name="foldNorms">True puts what a BatchNorm does into the weights of the convolution before it.</param>
internal sealed class LayerWriter(GraphBuilder graph, NetworkState state, bool foldNorms)
{
    public GraphBuilder Graph => graph;

    public NetworkState State => state;

    /// <summary>A convolution with the bias that it may have.</summary>
    public string Convolution(string input, string key, ConvolutionForm form) => Convolution(
        input, key, form, Constant($"{key}.weight"), state.Has($"{key}.bias") ? Constant($"{key}.bias") : null);

    /// <summary>A convolution, its BatchNorm and an activation.</summary>
    public string ConvNorm(string input, string key, string normKey, double epsilon, Activation activation, ConvolutionForm form)
    {
        string result = foldNorms
            ? Folded(input, key, normKey, epsilon, form)
            : graph.Node(
                "BatchNormalization", normKey,
                [Convolution(input, key, form), .. new[] { "weight", "bias", "running_mean", "running_var" }.Select(part => Constant($"{normKey}.{part}"))],
                new Format.OnnxAttribute("epsilon", (float)epsilon));
        return graph.Activate(result, normKey, activation);
    }

    /// <summary>Layers.ConvNorm: keys 0 and 1 under <paramref name="key"/>.</summary>
    public string ConvNorm(string input, string key, Activation activation, NormSettings norm, ConvolutionForm? form = null) =>
        ConvNorm(input, $"{key}.0", $"{key}.1", norm.Epsilon, activation, form ?? new ConvolutionForm());

    private string Folded(string input, string key, string normKey, double epsilon, ConvolutionForm form)
    {
        long[] shape = state.Shape($"{key}.weight");
        string weight = graph.Floats($"{key}.weight", shape, () =>
        {
            float[] values = state.Read($"{key}.weight");
            double[] scales = Scales(normKey, epsilon);
            int each = values.Length / scales.Length;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(values[i] * scales[i / each]);
            }

            return values;
        });
        string bias = graph.Floats($"{key}.bias", [shape[0]], () =>
        {
            float[] means = state.Read($"{normKey}.running_mean"), shifts = state.Read($"{normKey}.bias");
            float[]? biases = state.Has($"{key}.bias") ? state.Read($"{key}.bias") : null;
            return [.. Scales(normKey, epsilon).Select((scale, c) => (float)(shifts[c] + ((biases?[c] ?? 0) - means[c]) * scale))];
        });
        return Convolution(input, key, form, weight, bias);
    }

    private string Convolution(string input, string key, ConvolutionForm form, string weight, string? bias)
    {
        long[] shape = state.Shape($"{key}.weight"); // [out, in / groups, kernel, kernel]
        long padding = form.Padding ?? shape[2] / 2;
        return graph.Node(
            "Conv", key, bias is null ? [input, weight] : [input, weight, bias], new("dilations", new long[] { form.Dilation, form.Dilation }),
            new("group", form.Depthwise ? shape[0] : 1L), new("kernel_shape", new[] { shape[2], shape[3] }),
            new("pads", new[] { padding, padding, padding, padding }), new("strides", new long[] { form.Stride, form.Stride }));
    }

    private double[] Scales(string normKey, double epsilon) =>
        [.. state.Read($"{normKey}.weight").Zip(state.Read($"{normKey}.running_var"), (weight, variance) => weight / Math.Sqrt(variance + epsilon))];

    private string Constant(string key) => graph.Floats(key, state.Shape(key), () => state.Read(key));
}
