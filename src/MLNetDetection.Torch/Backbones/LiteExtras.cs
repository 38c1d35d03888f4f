using TorchSharp.Modules;

namespace MLNetDetection.Torch.Backbones;

/// <summary>SSDLite's extra blocks (Sandler et al. 2018): 1x1 to half the channels, depthwise 3x3 of stride 2, 1x1.</summary>
internal static class LiteExtras
{
    private static readonly int[] _outputs = [512, 256, 256, 128];

    public static IEnumerable<Sequential> Create(long channels)
    {
        foreach (int outputs in _outputs)
        {
            long middle = outputs / 2;
            Sequential block = Layers.InOrder(
            [
                Layers.ConvNorm(channels, middle, 1, activation: Activation.Relu6, norm: NormSettings.Lite),
                Layers.ConvNorm(middle, middle, 3, 2, middle, Activation.Relu6, NormSettings.Lite),
                Layers.ConvNorm(middle, outputs, 1, activation: Activation.Relu6, norm: NormSettings.Lite),
            ]);
            Layers.Initialise(block, Layers.Normal);
            channels = outputs;
            yield return block;
        }
    }

    public static void Describe(LayerTally tally, long channels)
    {
        foreach (int outputs in _outputs)
        {
            long middle = outputs / 2;
            tally.ConvNorm(channels, middle, 1).ConvNorm(middle, middle, 3, 2, middle).ConvNorm(middle, outputs, 1).Tap();
            channels = outputs;
        }
    }
}
