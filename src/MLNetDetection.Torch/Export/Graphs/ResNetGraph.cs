using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="ResNetBackbone"/>.</summary>
internal static class ResNetGraph
{
    private const int FirstStageKey = 4;

    private static readonly double _epsilon = NormSettings.Default.Epsilon;

    public static IReadOnlyList<string> Write(LayerWriter layers, string key, string input, ResNetDesign design)
    {
        string features = $"{key}.feature_extractor";
        string current = layers.ConvNorm(input, $"{features}.0", $"{features}.1", _epsilon, Activation.Relu, new ConvolutionForm(2));
        current = layers.Graph.MaxPool(current, $"{features}.3", 3, 2, 1);
        for (int stage = 0; stage < design.Blocks.Count; stage++)
        {
            for (int block = 0; block < design.Blocks[stage]; block++)
            {
                int stride = block == 0 && stage == 1 ? 2 : 1;
                current = Block(layers, current, $"{features}.{FirstStageKey + stage}.{block}", stride, design.IsDeep);
            }
        }

        var maps = new List<string> { current };
        for (int i = 0; i < ResNetDesign.Extras.Count; i++)
        {
            (_, int stride, int padding) = ResNetDesign.Extras[i];
            string extra = $"{key}.additional_blocks.{i}";
            current = layers.ConvNorm(current, $"{extra}.0", $"{extra}.1", _epsilon, Activation.Relu, new ConvolutionForm());
            current = layers.ConvNorm(current, $"{extra}.3", $"{extra}.4", _epsilon, Activation.Relu, new ConvolutionForm(stride, padding));
            maps.Add(current);
        }

        return maps;
    }

    // The stride is the 3x3 convolution's: the second of three, or the first of two.
    private static string Block(LayerWriter layers, string input, string key, int stride, bool deep)
    {
        int count = deep ? 3 : 2, strided = deep ? 2 : 1;
        string current = input;
        for (int part = 1; part <= count; part++)
        {
            current = layers.ConvNorm(
                current, $"{key}.conv{part}", $"{key}.bn{part}", _epsilon, part < count ? Activation.Relu : Activation.None,
                new ConvolutionForm(part == strided ? stride : 1));
        }

        string kept = layers.State.Has($"{key}.downsample.0.weight")
            ? layers.ConvNorm(input, $"{key}.downsample.0", $"{key}.downsample.1", _epsilon, Activation.None, new ConvolutionForm(stride))
            : input;
        return layers.Graph.Relu(layers.Graph.Add(current, kept, key), key);
    }
}
