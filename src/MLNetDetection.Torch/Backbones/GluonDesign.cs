namespace MLNetDetection.Torch.Backbones;

/// <summary>
/// The teaching SSD's backbone (the Gluon tutorial and "Dive into Deep Learning", section 14.7): three down-samplings of 16, 32
/// and 64 channels, then three of 128. Maps: after the third and each later one; 256 pixels give 32, 16, 8 and 4 cells.
/// </summary>
public sealed class GluonDesign : BackboneDesign
{
    internal const byte KindInFile = 5;

    /// <inheritdoc/>
    public override string Name => "Gluon";

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; } = [64, 128, 128, 128];

    internal override byte Kind => KindInFile;

    internal override int Option => 0;

    /// <summary>Channels of each down-sampling; the first three are the body.</summary>
    internal static IReadOnlyList<int> Channels { get; } = [16, 32, 64, 128, 128, 128];

    /// <inheritdoc/>
    public override Backbone Create() => new GluonBackbone();

    internal override void Describe(LayerTally tally)
    {
        long inputs = 3;
        for (int i = 0; i < Channels.Count; i++)
        {
            tally.Convolution(inputs, Channels[i], 3, 1, 1).Norm(Channels[i])
                .Convolution(Channels[i], Channels[i], 3, 1, 1).Norm(Channels[i]).Pool(2, 2);
            inputs = Channels[i];
            if (i >= 2)
            {
                tally.Tap();
            }
        }
    }
}
