using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="MobileNetV2Backbone"/>.</summary>
internal static class MobileNetV2Graph
{
    public static IReadOnlyList<string> Write(LayerWriter layers, string key, string input)
    {
        string first = $"{key}.features.0", second = $"{key}.features.1";
        string current = layers.ConvNorm(input, $"{first}.0", Activation.Relu6, NormSettings.Lite, new ConvolutionForm(2));
        for (int i = 0; i < MobileNetV2Design.TappedBlock; i++)
        {
            current = Block(layers, current, $"{first}.{i + 1}.conv", MobileNetV2Design.Blocks[i]);
        }

        // The tapped block stands half in either part: its expansion is the first map.
        current = layers.ConvNorm(current, $"{first}.{MobileNetV2Design.TappedBlock + 1}", Activation.Relu6, NormSettings.Lite);
        var maps = new List<string> { current };
        current = Rest(layers, current, $"{second}.0", 1, MobileNetV2Design.Blocks[MobileNetV2Design.TappedBlock].Stride);
        int later = MobileNetV2Design.Blocks.Count - MobileNetV2Design.TappedBlock - 1;
        for (int i = 0; i < later; i++)
        {
            current = Block(layers, current, $"{second}.{i + 1}.conv", MobileNetV2Design.Blocks[MobileNetV2Design.TappedBlock + 1 + i]);
        }

        current = layers.ConvNorm(current, $"{second}.{later + 1}", Activation.Relu6, NormSettings.Lite);
        return [.. maps, current, .. LiteExtrasGraph.Write(layers, key, current)];
    }

    private static string Block(LayerWriter layers, string input, string key, (int Inputs, int Outputs, int Stride, int Expansion) row)
    {
        bool expands = row.Expansion != 1;
        string current = expands ? layers.ConvNorm(input, $"{key}.0", Activation.Relu6, NormSettings.Lite) : input;
        current = Rest(layers, current, key, expands ? 1 : 0, row.Stride);
        return row.Stride == 1 && row.Inputs == row.Outputs ? layers.Graph.Add(current, input, key) : current;
    }

    // The depthwise convolution under key "part", then the projection and its norm under keys of their own.
    private static string Rest(LayerWriter layers, string input, string key, int part, int stride)
    {
        string current = layers.ConvNorm(
            input, $"{key}.{part}", Activation.Relu6, NormSettings.Lite, new ConvolutionForm(stride, Depthwise: true));
        return layers.ConvNorm(
            current, $"{key}.{part + 1}", $"{key}.{part + 2}", NormSettings.Lite.Epsilon, Activation.None, new ConvolutionForm());
    }
}
