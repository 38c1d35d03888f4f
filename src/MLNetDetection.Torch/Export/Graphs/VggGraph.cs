using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="VggBackbone"/>.</summary>
internal static class VggGraph
{
    private const int LaterConvolutions = 3;

    public static IReadOnlyList<string> Write(LayerWriter layers, string key, string input, VggDesign design)
    {
        string current = First(layers, $"{key}.features", input, design);
        var maps = new List<string> { Scaled(layers, current, $"{key}.scale_weight") };
        current = Second(layers, $"{key}.extra.0", current, design);
        maps.Add(current);
        for (int i = 0; i < design.Extras.Count; i++)
        {
            (_, _, int stride, int padding, _) = design.Extras[i];
            string block = $"{key}.extra.{i + 1}";
            current = Activated(layers, current, $"{block}.0", new ConvolutionForm());
            current = Activated(layers, current, $"{block}.2", new ConvolutionForm(stride, padding));
            maps.Add(current);
        }

        return maps;
    }

    // Keys count every layer: convolution, norm if there is one, ReLU; or a pooling.
    private static string First(LayerWriter layers, string key, string input, VggDesign design)
    {
        string current = input;
        int layer = 0, pools = 0;
        foreach (int outputs in VggDesign.First)
        {
            current = outputs == 0
                ? layers.Graph.MaxPool(current, $"{key}.{layer++}", 2, 2, ceiling: ++pools == 3)
                : Block(layers, current, key, ref layer, design.BatchNorm);
        }

        return current;
    }

    // conv5 and, one level deeper, fc6 and fc7.
    private static string Second(LayerWriter layers, string key, string input, VggDesign design)
    {
        int layer = 0;
        string current = layers.Graph.MaxPool(input, $"{key}.{layer++}", 2, 2);
        for (int i = 0; i < LaterConvolutions; i++)
        {
            current = Block(layers, current, key, ref layer, design.BatchNorm);
        }

        current = layers.Graph.MaxPool(current, $"{key}.{layer}.0", 3, 1, 1);
        current = Activated(layers, current, $"{key}.{layer}.1", new ConvolutionForm(Padding: 6, Dilation: 6));
        return Activated(layers, current, $"{key}.{layer}.3", new ConvolutionForm());
    }

    private static string Block(LayerWriter layers, string input, string key, ref int layer, bool norm)
    {
        string convolution = $"{key}.{layer}", after = $"{key}.{layer + 1}";
        layer += norm ? 3 : 2;
        return norm
            ? layers.ConvNorm(input, convolution, after, NormSettings.Default.Epsilon, Activation.Relu, new ConvolutionForm())
            : Activated(layers, input, convolution, new ConvolutionForm());
    }

    private static string Activated(LayerWriter layers, string input, string key, ConvolutionForm form) =>
        layers.Graph.Relu(layers.Convolution(input, key, form), key);

    // ParseNet's L2 norm by channels. torch takes max(norm, 1e-12); the sum differs from that only where the norm is below float's precision of it.
    private static string Scaled(LayerWriter layers, string input, string key)
    {
        GraphBuilder graph = layers.Graph;
        string norm = graph.Node("ReduceL2", key, [input], new("axes", new[] { 1L }), new("keepdims", 1L));
        string unit = graph.Node("Div", key, [input, graph.Add(norm, graph.Scalar(1e-12f), key)]);
        return graph.Multiply(unit, graph.Floats(key, [1, layers.State.Shape(key)[0], 1, 1], () => layers.State.Read(key)), key);
    }
}
