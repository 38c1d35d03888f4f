namespace MLNetDetection.Torch.Backbones;

/// <summary>
/// MobileNetV2 with SSDLite's extra blocks (Sandler et al. 2018, section 6.2). Maps: the expansion of the last strided block
/// at stride 16, the last layer at 32, and one per extra block.
/// </summary>
public sealed class MobileNetV2Design : BackboneDesign
{
    internal const byte KindInFile = 4;

    /// <summary>Index of the block whose expansion is the first map.</summary>
    internal const int TappedBlock = 13;

    /// <inheritdoc/>
    public override string Name => "MobileNetV2";

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; } = [576, 1280, 512, 256, 256, 128];

    internal override byte Kind => KindInFile;

    internal override int Option => 0;

    /// <summary>Each block's input and output channels, stride, and by how much it widens its input.</summary>
    internal static IReadOnlyList<(int Inputs, int Outputs, int Stride, int Expansion)> Blocks { get; } = [.. Rows()];

    /// <inheritdoc/>
    public override Backbone Create() => new MobileNetV2Backbone(this);

    internal override void Describe(LayerTally tally)
    {
        tally.ConvNorm(3, 32, 3, 2);
        for (int i = 0; i < Blocks.Count; i++)
        {
            (int inputs, int outputs, int stride, int expansion) = Blocks[i];
            int hidden = inputs * expansion;
            if (expansion != 1)
            {
                tally.ConvNorm(inputs, hidden, 1);
            }

            if (i == TappedBlock)
            {
                tally.Tap();
            }

            tally.ConvNorm(hidden, hidden, 3, stride, hidden).ConvNorm(hidden, outputs, 1);
        }

        tally.ConvNorm(320, 1280, 1).Tap();
        LiteExtras.Describe(tally, 1280);
    }

    // The paper's table 2: expansion t, channels c, repeats n, stride s of the first.
    private static IEnumerable<(int Inputs, int Outputs, int Stride, int Expansion)> Rows()
    {
        int inputs = 32;
        foreach ((int t, int c, int n, int s) in ((int, int, int, int)[])
            [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)])
        {
            for (int i = 0; i < n; i++)
            {
                yield return (inputs, c, i == 0 ? s : 1, t);
                inputs = c;
            }
        }
    }
}
