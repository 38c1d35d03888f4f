using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// A small SSD for small data on a CPU, trained from random weights: BatchNorm throughout, four feature maps
/// at strides 8, 16, 32 and 64, about 1.4 million parameters.
/// </summary>
public sealed class TinySsd : SsdArchitecture
{
    internal const int KindInFile = 1;

    // Per map: two squares half an octave apart and the smaller one's area at 2:1 and 1:2. At 320x240 the squares are
    // 16 and 23, 32 and 45, 64 and 91, 128 and 181 pixels: twice the map's stride and up.
    private static readonly double[] _smallestSizes = [16 / 277.13, 32 / 277.13, 64 / 277.13, 128 / 277.13];

    /// <summary>A network of the given input.</summary>
    /// <param name="inputWidth">Pixels, 32 to 4096; default 320.</param>
    /// <param name="inputHeight">Pixels, 32 to 4096; default 240.</param>
    /// <param name="channels">Of each feature map; the stem grows with it. 16 to 1,024, a multiple of 8; default 128.</param>
    /// <param name="preprocessing">Null takes <see cref="Preprocessing.Centred"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side outside its range.</exception>
    public TinySsd(int inputWidth = 320, int inputHeight = 240, int channels = 128, Preprocessing? preprocessing = null)
        : base(Side(inputWidth, nameof(inputWidth)), Side(inputHeight, nameof(inputHeight)), preprocessing ?? Preprocessing.Centred)
    {
        Channels = TinyBackbone.CheckChannels(channels);
        FeatureMaps = TinyBackbone.FeatureMaps(inputWidth, inputHeight);
        Anchors = AnchorGenerator.SizesAndRatios(inputWidth, inputHeight, [.. _smallestSizes.Select(size =>
            new[] { (size, 1.0), (size * Math.Sqrt(2), 1.0), (size, 2.0), (size, 0.5) })]);
    }

    /// <summary>Channels of each feature map.</summary>
    public int Channels { get; }

    /// <inheritdoc/>
    public override string Name => "Tiny";

    /// <inheritdoc/>
    public override AnchorGenerator Anchors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureMapSize> FeatureMaps { get; }

    /// <summary>As SSD's, and at least 16 negatives from each image.</summary>
    public override MultiBoxLossOptions Loss { get; } = new() { MinNegatives = 16 };

    internal override int Kind => KindInFile;

    /// <inheritdoc/>
    public override SsdNetwork CreateNetwork(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        var backbone = new TinyBackbone(Channels);
        return new SsdNetwork(backbone, new SsdHead(backbone.OutputChannels, Anchors.AnchorsPerCell, classCount + 1), Preprocessing);
    }

    /// <inheritdoc/>
    public override long CountParameters(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        long heads = Anchors.AnchorsPerCell.Sum(anchors => (9L * Channels + 1) * anchors * (classCount + 1 + 4L));
        return TinyBackbone.CountParameters(Channels) + heads;
    }

    internal override void WriteOptions(BinaryWriter writer) => writer.Write(Channels);

    private static int Side(int pixels, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 32, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, 4096, name);
        return pixels;
    }
}
