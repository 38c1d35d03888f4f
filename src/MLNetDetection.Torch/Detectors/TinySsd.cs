using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// A small SSD for small data on a CPU, trained from random weights: BatchNorm throughout, four feature maps
/// at strides 8, 16, 32 and 64, about 1.4 million parameters.
/// </summary>
public sealed class TinySsd : SsdArchitecture
{
    internal const int KindInFile = 1;

    // Fractions of the input, one per map and one more: at 320x240 about 22 to 35, 55 to 73, 97 to 122 and 152 to 184 pixels.
    // Coarser than SSD300's for the map's stride: an object falls on a finer map, which places its box better.
    private static readonly double[] _scales = [0.08, 0.2, 0.35, 0.55, 0.8];

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
        Anchors = AnchorGenerator.DefaultBoxes([[2], [2], [2], [2]], _scales);
    }

    /// <summary>Channels of each feature map.</summary>
    public int Channels { get; }

    /// <inheritdoc/>
    public override string Name => "Tiny";

    /// <inheritdoc/>
    public override AnchorGenerator Anchors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureMapSize> FeatureMaps { get; }

    /// <summary>How anchors are given to objects in training; not part of the model file. Default: as SSD's Caffe.</summary>
    public override MatcherOptions Matching => MatchingOptions;

    /// <summary>
    /// Sets <see cref="Matching"/>. <see cref="MatcherOptions.NegativeIou"/> = 0.4 leaves out anchors that are neither on an object nor beside it,
    /// which finds more where objects crowd or are not all annotated (docs/training.md).
    /// </summary>
    public MatcherOptions MatchingOptions { get; init => field = ComposedSsd.Checked(value); } = new();

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

    /// <inheritdoc/>
    public override long CountMultiplyAdds(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        long heads = FeatureMaps.Zip(Anchors.AnchorsPerCell, (map, anchors) => 9L * Channels * anchors * (classCount + 1 + 4L) * map.Cells).Sum();
        return new TinyDesign(Channels).Measure(InputWidth, InputHeight).MultiplyAdds + heads;
    }

    internal override void WriteOptions(BinaryWriter writer) => writer.Write(Channels);

    private static int Side(int pixels, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 32, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, 4096, name);
        return pixels;
    }
}
