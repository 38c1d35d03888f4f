namespace MLNetDetection.Torch.Backbones;

/// <summary>
/// ResNet to conv4, whose stride is taken out so that a 300-pixel input gives 38 cells, and five extra blocks: NVIDIA's SSD300
/// (DeepLearningExamples; He et al. 2016). Maps: conv4 at stride 8, then one per extra block.
/// </summary>
public sealed class ResNetDesign : BackboneDesign
{
    internal const byte KindInFile = 2;

    /// <summary>A design.</summary>
    /// <param name="depth">18, 34, 50 or 101.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another depth.</exception>
    public ResNetDesign(int depth = 50)
    {
        if (depth is not (18 or 34 or 50 or 101))
        {
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "A ResNet here has 18, 34, 50 or 101 layers.");
        }

        Depth = depth;
        int last = depth == 18 ? 128 : 256;
        OutputChannels = [IsDeep ? 1024 : 256, 512, 512, 256, 256, last];
    }

    /// <summary>Layers of the classification network.</summary>
    public int Depth { get; }

    /// <inheritdoc/>
    public override string Name => $"ResNet{Depth}";

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; }

    internal override byte Kind => KindInFile;

    internal override int Option => Depth;

    /// <summary>Whether blocks are bottlenecks of three convolutions.</summary>
    internal bool IsDeep => Depth >= 50;

    /// <summary>Blocks of conv2, conv3 and conv4.</summary>
    internal IReadOnlyList<int> Blocks => Depth switch { 18 => [2, 2, 2], 34 or 50 => [3, 4, 6], _ => [3, 4, 23] };

    /// <summary>Middle channels, stride and padding of each extra block.</summary>
    internal static IReadOnlyList<(int Middle, int Stride, int Padding)> Extras { get; } =
        [(256, 2, 1), (256, 2, 1), (128, 2, 1), (128, 1, 0), (128, 1, 0)];

    /// <inheritdoc/>
    public override Backbone Create() => new ResNetBackbone(this);

    internal override void Describe(LayerTally tally)
    {
        tally.Convolution(3, 64, 7, 2, 3, bias: false).Norm(64).Pool(3, 2, 1);
        long channels = 64;
        for (int stage = 0; stage < Blocks.Count; stage++)
        {
            long width = 64L << stage, outputs = IsDeep ? 4 * width : width;
            for (int block = 0; block < Blocks[stage]; block++)
            {
                Block(tally, channels, width, outputs, block == 0 && stage == 1 ? 2 : 1);
                channels = outputs;
            }
        }

        tally.Tap();
        for (int i = 0; i < Extras.Count; i++)
        {
            (int middle, int stride, int padding) = Extras[i];
            tally.Convolution(OutputChannels[i], middle, 1, bias: false).Norm(middle)
                .Convolution(middle, OutputChannels[i + 1], 3, stride, padding, bias: false).Norm(OutputChannels[i + 1]).Tap();
        }
    }

    private void Block(LayerTally tally, long inputs, long width, long outputs, int stride)
    {
        if (IsDeep)
        {
            tally.ConvNorm(inputs, width, 1).ConvNorm(width, width, 3, stride).ConvNorm(width, outputs, 1);
        }
        else
        {
            tally.ConvNorm(inputs, width, 3, stride).ConvNorm(width, outputs);
        }

        if (stride != 1 || inputs != outputs)
        {
            tally.Beside(inputs, outputs, bias: false, (long)tally.Width * tally.Height).Norm(outputs);
        }
    }
}
