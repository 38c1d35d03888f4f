using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="GluonBackbone"/>.</summary>
internal static class GluonGraph
{
    private const int BodyBlocks = 3;
    private const int LaterBlocks = 3;

    public static IReadOnlyList<string> Write(LayerWriter layers, string key, string input)
    {
        string current = input;
        for (int i = 0; i < BodyBlocks; i++)
        {
            current = Block(layers, current, $"{key}.body.{i}");
        }

        var maps = new List<string> { current };
        for (int i = 0; i < LaterBlocks; i++)
        {
            current = Block(layers, current, $"{key}.downsamples.{i}");
            maps.Add(current);
        }

        return maps;
    }

    // Convolution, norm, ReLU, the same again, pooling: keys 0 to 6.
    private static string Block(LayerWriter layers, string input, string key)
    {
        string current = input;
        foreach (int first in (int[])[0, 3])
        {
            current = layers.ConvNorm(
                current, $"{key}.{first}", $"{key}.{first + 1}", NormSettings.Default.Epsilon, Activation.Relu, new ConvolutionForm());
        }

        return layers.Graph.MaxPool(current, $"{key}.6", 2, 2);
    }
}
