namespace MLNetDetection.Torch.Backbones;

/// <summary>The backbone of <see cref="Detectors.TinySsd"/>, to compose with other anchors or heads. Maps at strides 8, 16, 32, 64.</summary>
public sealed class TinyDesign : BackboneDesign
{
    internal const byte KindInFile = 6;

    /// <summary>A design.</summary>
    /// <param name="channels">Of each map; 16 to 1,024, a multiple of 8.</param>
    public TinyDesign(int channels = 128)
    {
        Channels = TinyBackbone.CheckChannels(channels);
        OutputChannels = [channels, channels, channels, channels];
    }

    /// <summary>Channels of each map.</summary>
    public int Channels { get; }

    /// <inheritdoc/>
    public override string Name => "Tiny";

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; }

    internal override byte Kind => KindInFile;

    internal override int Option => Channels;

    /// <inheritdoc/>
    public override Backbone Create() => new TinyBackbone(Channels);

    internal override void Describe(LayerTally tally)
    {
        long c = Channels, e = c / 8, q = c / 4, h = c / 2;
        tally.ConvNorm(3, e, 3, 2).ConvNorm(e, q).ConvNorm(q, q, 3, 2).ConvNorm(q, h).ConvNorm(h, h, 3, 2).ConvNorm(h, c).ConvNorm(c, c).Tap();
        for (int map = 1; map < OutputChannels.Count; map++)
        {
            tally.ConvNorm(c, c, 3, 2).ConvNorm(c, c).Tap();
        }
    }
}
