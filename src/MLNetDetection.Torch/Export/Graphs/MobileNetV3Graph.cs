using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="MobileNetV3Backbone"/>.</summary>
internal static class MobileNetV3Graph
{
    public static IReadOnlyList<string> Write(LayerWriter layers, string key, string input, MobileNetV3Design design)
    {
        const int Tapped = MobileNetV3Design.TappedBlock;
        string first = $"{key}.features.0", second = $"{key}.features.1";
        IReadOnlyList<MobileNetV3Block> blocks = design.Blocks;
        string current = layers.ConvNorm(input, $"{first}.0", Activation.HardSwish, NormSettings.Lite, new ConvolutionForm(2));
        for (int i = 0; i < Tapped; i++)
        {
            current = Block(layers, current, $"{first}.{i + 1}.block", blocks[i]);
        }

        // The tapped block stands half in either part: its expansion is the first map.
        current = layers.ConvNorm(current, $"{first}.{Tapped + 1}", blocks[Tapped].Activation, NormSettings.Lite);
        var maps = new List<string> { current };
        current = Rest(layers, current, $"{second}.0", 1, blocks[Tapped]);
        int later = blocks.Count - Tapped - 1;
        for (int i = 0; i < later; i++)
        {
            current = Block(layers, current, $"{second}.{i + 1}.block", blocks[Tapped + 1 + i]);
        }

        current = layers.ConvNorm(current, $"{second}.{later + 1}", Activation.HardSwish, NormSettings.Lite);
        return [.. maps, current, .. LiteExtrasGraph.Write(layers, key, current)];
    }

    private static string Block(LayerWriter layers, string input, string key, MobileNetV3Block block)
    {
        string current = block.Expands ? layers.ConvNorm(input, $"{key}.0", block.Activation, NormSettings.Lite) : input;
        current = Rest(layers, current, key, block.Expands ? 1 : 0, block);
        return block.Adds ? layers.Graph.Add(current, input, key) : current;
    }

    // What follows the expansion: depthwise convolution, squeeze and excitation where there is one, projection.
    private static string Rest(LayerWriter layers, string input, string key, int part, MobileNetV3Block block)
    {
        string current = layers.ConvNorm(
            input, $"{key}.{part++}", block.Activation, NormSettings.Lite, new ConvolutionForm(block.Stride, Depthwise: true));
        if (block.Squeezes)
        {
            current = SqueezeExcitation(layers, current, $"{key}.{part++}");
        }

        return layers.ConvNorm(current, $"{key}.{part}", Activation.None, NormSettings.Lite);
    }

    private static string SqueezeExcitation(LayerWriter layers, string input, string key)
    {
        GraphBuilder graph = layers.Graph;
        string mean = graph.Node("GlobalAveragePool", key, [input]);
        string squeezed = graph.Relu(layers.Convolution(mean, $"{key}.fc1", new ConvolutionForm()), $"{key}.fc1");
        string share = graph.HardSigmoid(layers.Convolution(squeezed, $"{key}.fc2", new ConvolutionForm()), $"{key}.fc2", 1f / 6, 0.5f);
        // In this order: OpenCV's dnn 4.6 takes x * HardSigmoid(y) for a HardSwish, whatever y is.
        return graph.Multiply(share, input, key);
    }
}
