using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="TinyBackbone"/>.</summary>
internal static class TinyGraph
{
    private const int Stages = 3;

    private static readonly int[] _stemStrides = [2, 1, 2, 1, 2, 1, 1];

    public static IReadOnlyList<string> Write(LayerWriter layers, string key, string input)
    {
        string current = input;
        for (int i = 0; i < _stemStrides.Length; i++)
        {
            current = Block(layers, current, $"{key}.stem.{i}", _stemStrides[i]);
        }

        var maps = new List<string> { current };
        for (int stage = 0; stage < Stages; stage++)
        {
            current = Block(layers, current, $"{key}.stages.{stage}.0", 2);
            current = Block(layers, current, $"{key}.stages.{stage}.1", 1);
            maps.Add(current);
        }

        return maps;
    }

    private static string Block(LayerWriter layers, string input, string key, int stride) =>
        layers.ConvNorm(input, key, Activation.Relu, NormSettings.Default, new ConvolutionForm(stride));
}
