namespace MLNetDetection.Torch.Backbones;

/// <summary>
/// MobileNetV3-Large with SSDLite's extra blocks, as torchvision's ssdlite320_mobilenet_v3_large (Howard et al. 2019, section 6.3).
/// Maps: the expansion of the last strided block at stride 16, the last layer at 32, and one per extra block.
/// </summary>
public sealed class MobileNetV3Design : BackboneDesign
{
    internal const byte KindInFile = 3;

    /// <summary>Index of the block whose expansion is the first map.</summary>
    internal const int TappedBlock = 12;

    /// <summary>A design.</summary>
    /// <param name="reducedTail">
    /// True halves the channels of the last blocks, as torchvision's published detector does; false is what ImageNet's weights fit.
    /// </param>
    public MobileNetV3Design(bool reducedTail = true)
    {
        ReducedTail = reducedTail;
        OutputChannels = [672, 6 * Tail, 512, 256, 256, 128];
    }

    /// <summary>Whether the last blocks have half their channels.</summary>
    public bool ReducedTail { get; }

    /// <inheritdoc/>
    public override string Name => "MobileNetV3-Large";

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; }

    internal override byte Kind => KindInFile;

    internal override int Option => ReducedTail ? 1 : 0;

    internal int Tail => ReducedTail ? 80 : 160;

    internal IReadOnlyList<MobileNetV3Block> Blocks
    {
        get
        {
            const Activation Re = Activation.Relu, Hs = Activation.HardSwish;
            return
            [
                new(16, 3, 16, 16, false, Re, 1), new(16, 3, 64, 24, false, Re, 2), new(24, 3, 72, 24, false, Re, 1),
                new(24, 5, 72, 40, true, Re, 2), new(40, 5, 120, 40, true, Re, 1), new(40, 5, 120, 40, true, Re, 1),
                new(40, 3, 240, 80, false, Hs, 2), new(80, 3, 200, 80, false, Hs, 1), new(80, 3, 184, 80, false, Hs, 1),
                new(80, 3, 184, 80, false, Hs, 1), new(80, 3, 480, 112, true, Hs, 1), new(112, 3, 672, 112, true, Hs, 1),
                new(112, 5, 672, Tail, true, Hs, 2), new(Tail, 5, 6 * Tail, Tail, true, Hs, 1), new(Tail, 5, 6 * Tail, Tail, true, Hs, 1),
            ];
        }
    }

    /// <inheritdoc/>
    public override Backbone Create() => new MobileNetV3Backbone(this);

    internal override void Describe(LayerTally tally)
    {
        tally.ConvNorm(3, 16, 3, 2);
        IReadOnlyList<MobileNetV3Block> blocks = Blocks;
        for (int i = 0; i < blocks.Count; i++)
        {
            blocks[i].Describe(tally, i == TappedBlock);
        }

        tally.ConvNorm(Tail, 6 * Tail, 1).Tap();
        LiteExtras.Describe(tally, 6 * Tail);
    }
}
