using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="LiteExtras"/>: SSDLite's blocks behind a MobileNet.</summary>
internal static class LiteExtrasGraph
{
    /// <summary>Continues from the second map to those of the extra blocks.</summary>
    public static IEnumerable<string> Write(LayerWriter layers, string key, string input)
    {
        string current = input;
        for (int i = 0; layers.State.Has($"{key}.extra.{i}.0.0.weight"); i++)
        {
            string block = $"{key}.extra.{i}";
            current = layers.ConvNorm(current, $"{block}.0", Activation.Relu6, NormSettings.Lite);
            current = layers.ConvNorm(current, $"{block}.1", Activation.Relu6, NormSettings.Lite, new ConvolutionForm(2, Depthwise: true));
            current = layers.ConvNorm(current, $"{block}.2", Activation.Relu6, NormSettings.Lite);
            yield return current;
        }
    }
}
