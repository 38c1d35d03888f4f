using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Sampling;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// An SSD of chosen parts: backbone, anchors, head, coder. <see cref="SsdNetworks"/> has those that are known by a name; any other
/// combination trains, saves and loads as well.
/// </summary>
public sealed class ComposedSsd : SsdArchitecture
{
    internal const int KindInFile = 2;

    private const int MaxName = 200;
    private const int SigmoidFlag = 0x80;
    private const int MaxAnchors = 2_000_000;

    private readonly bool? _sigmoid;

    /// <summary>A network of the given parts.</summary>
    /// <param name="name">What it is called; 1 to 200 characters.</param>
    /// <param name="inputWidth">Pixels, 32 to 4096.</param>
    /// <param name="inputHeight">Pixels, 32 to 4096.</param>
    /// <param name="backbone">Gives the feature maps.</param>
    /// <param name="anchors">Shapes for as many maps as the backbone has.</param>
    /// <param name="preprocessing">What the network sees.</param>
    /// <param name="head">What the predictors are made of.</param>
    /// <param name="coder">Null takes centre-size deltas with SSD's variances.</param>
    /// <exception cref="ArgumentException">The parts do not fit each other, or the input is too small for the backbone.</exception>
    public ComposedSsd(
        string name, int inputWidth, int inputHeight, BackboneDesign backbone, AnchorGenerator anchors, Preprocessing preprocessing,
        HeadKind head = HeadKind.Convolution, IBoxCoder? coder = null)
        : base(Side(inputWidth, nameof(inputWidth)), Side(inputHeight, nameof(inputHeight)), preprocessing)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, MaxName, nameof(name));
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(anchors);
        if (!Enum.IsDefined(head))
        {
            throw new ArgumentOutOfRangeException(nameof(head), head, "No such head.");
        }

        FeatureMaps = backbone.FeatureMaps(inputWidth, inputHeight);
        if (FeatureMaps.Count != anchors.AnchorsPerCell.Count)
        {
            throw new ArgumentException(
                $"The backbone gives {FeatureMaps.Count} feature maps, the anchors are for {anchors.AnchorsPerCell.Count}.", nameof(anchors));
        }

        AnchorCount = FeatureMaps.Zip(anchors.AnchorsPerCell, (map, each) => (long)map.Cells * each).Sum();
        if (AnchorCount > MaxAnchors)
        {
            throw new ArgumentException($"{AnchorCount} anchors are more than {MaxAnchors}.", nameof(anchors));
        }

        (Name, Backbone, Anchors, Head, Coder) = (name, backbone, anchors, head, coder ?? new BoxCoder());
    }

    private ComposedSsd(
        string name, int width, int height, BackboneDesign backbone, AnchorGenerator anchors, Preprocessing preprocessing, HeadKind head, IBoxCoder coder, bool sigmoid)
        : this(name, width, height, backbone, anchors, preprocessing, head, coder) => _sigmoid = sigmoid;

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Gives the feature maps.</summary>
    public BackboneDesign Backbone { get; }

    /// <summary>What the predictors are made of.</summary>
    public HeadKind Head { get; }

    /// <summary>Anchors of one picture.</summary>
    public long AnchorCount { get; }

    /// <inheritdoc/>
    public override AnchorGenerator Anchors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureMapSize> FeatureMaps { get; }

    /// <inheritdoc/>
    public override IBoxCoder Coder { get; }

    /// <summary>How anchors are given to objects in training; not part of the model file. Default: as SSD's Caffe.</summary>
    public override MatcherOptions Matching => MatchingOptions;

    /// <summary>Sets <see cref="Matching"/>.</summary>
    public MatcherOptions MatchingOptions { get; init => field = Checked(value); } = new();

    /// <inheritdoc/>
    public override IAnchorSampler? Sampler => SamplerOption;

    /// <summary>Sets <see cref="Sampler"/>.</summary>
    public IAnchorSampler? SamplerOption { get; init; }

    /// <summary>The loss in training; not part of the model file, but for how scores become probabilities.</summary>
    public override MultiBoxLossOptions Loss => LossOptions;

    /// <summary>Sets <see cref="Loss"/>.</summary>
    public MultiBoxLossOptions LossOptions { get; init => field = Checked(value); } = new();

    /// <inheritdoc/>
    public override bool HasSigmoidScores => _sigmoid ?? Loss.Classes.IsSigmoid;

    /// <inheritdoc/>
    public override DetectOptions Detection => DetectionOptions();

    /// <summary>Makes <see cref="Detection"/>; not part of the model file.</summary>
    public Func<DetectOptions> DetectionOptions { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = () => new DetectOptions();

    internal override int Kind => KindInFile;

    /// <inheritdoc/>
    public override SsdNetwork CreateNetwork(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        Backbone backbone = Backbone.Create();
        return new SsdNetwork(
            backbone, new SsdHead(Backbone.OutputChannels, Anchors.AnchorsPerCell, classCount + 1, Head, Anchors.Layout.Order), Preprocessing);
    }

    /// <inheritdoc/>
    public override long CountParameters(int classCount) =>
        Backbone.CountParameters() + Predictors(classCount).Sum(predictor => predictor.Parameters);

    /// <inheritdoc/>
    public override long CountMultiplyAdds(int classCount) =>
        Backbone.Measure(InputWidth, InputHeight).MultiplyAdds + Predictors(classCount).Sum(predictor => predictor.MultiplyAdds);

    /// <summary>
    /// Layout after the common part: string name; byte backbone, int32 its option; byte head, with sigmoid scores in bit 7; the coder; the anchors
    /// (<see cref="AnchorGeneratorFormat"/>).
    /// </summary>
    internal override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(Name);
        writer.Write(Backbone.Kind);
        writer.Write(Backbone.Option);
        writer.Write((byte)((int)Head | (HasSigmoidScores ? SigmoidFlag : 0)));
        BoxCoderFormat.Write(writer, Coder);
        AnchorGeneratorFormat.Write(writer, Anchors);
    }

    internal static ComposedSsd Read(BinaryReader reader, int width, int height, Preprocessing preprocessing)
    {
        string name = ReadName(reader);
        BackboneDesign backbone = BackboneDesign.Read(reader.ReadByte(), reader.ReadInt32());
        byte flags = reader.ReadByte();
        var head = (HeadKind)(flags & ~SigmoidFlag);
        IBoxCoder coder = BoxCoderFormat.Read(reader);
        return new ComposedSsd(name, width, height, backbone, AnchorGeneratorFormat.Read(reader), preprocessing, head, coder, (flags & SigmoidFlag) != 0);
    }

    internal static MatcherOptions Checked(MatcherOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options;
    }

    // BinaryReader.ReadString would believe any length it is told.
    private static string ReadName(BinaryReader reader)
    {
        int length = reader.Read7BitEncodedInt();
        if (length is < 1 or > 4 * MaxName)
        {
            throw new InvalidDataException($"The model file has a network name of {length} bytes.");
        }

        byte[] bytes = reader.ReadBytes(length);
        return bytes.Length == length ? System.Text.Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
    }

    private IEnumerable<(long Parameters, long MultiplyAdds)> Predictors(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        for (int map = 0; map < FeatureMaps.Count; map++)
        {
            foreach (long columns in (long[])[classCount + 1L, 4L])
            {
                (long parameters, long multiplyAdds) = ScoringHead.Count(Backbone.OutputChannels[map], Anchors.AnchorsPerCell[map] * columns, Head);
                yield return (parameters, multiplyAdds * FeatureMaps[map].Cells);
            }
        }
    }

    private static MultiBoxLossOptions Checked(MultiBoxLossOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options;
    }

    private static int Side(int pixels, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 32, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, 4096, name);
        return pixels;
    }
}
