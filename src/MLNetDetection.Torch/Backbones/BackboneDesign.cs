using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Backbones;

/// <summary>
/// A backbone's description: what is needed to build it again from a model file, and the sizes of what it gives. Holds no
/// weights. A backbone of your own needs none: give an instance to <see cref="Detectors.SsdNetwork"/> yourself.
/// </summary>
public abstract class BackboneDesign
{
    private protected BackboneDesign()
    {
    }

    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>Channels of each feature map, finest first.</summary>
    public abstract IReadOnlyList<int> OutputChannels { get; }

    /// <summary>Which design this is in a model file; never changes its meaning.</summary>
    internal abstract byte Kind { get; }

    /// <summary>A number that the kind needs in a model file.</summary>
    internal abstract int Option { get; }

    /// <summary>The backbone with fresh weights, drawn from torch's current random state.</summary>
    public abstract Backbone Create();

    /// <summary>Sizes of the feature maps for an input of the given pixels.</summary>
    /// <exception cref="ArgumentException">The input is too small for the last map.</exception>
    public IReadOnlyList<FeatureMapSize> FeatureMaps(int inputWidth, int inputHeight) => Measure(inputWidth, inputHeight).Maps;

    /// <summary>Numbers that training changes.</summary>
    public long CountParameters() => Measure(1024, 1024).Parameters;

    internal LayerTally Measure(int inputWidth, int inputHeight)
    {
        var tally = new LayerTally(inputWidth, inputHeight);
        Describe(tally);
        return tally;
    }

    internal abstract void Describe(LayerTally tally);

    /// <summary>The design of a model file.</summary>
    /// <exception cref="InvalidDataException">A kind or option that this version does not know.</exception>
    internal static BackboneDesign Read(byte kind, int option) => (kind, option) switch
    {
        (VggDesign.KindInFile, >= 0 and <= 3) => new VggDesign((VggForm)(option & 1), (option & 2) != 0),
        (ResNetDesign.KindInFile, 18 or 34 or 50 or 101) => new ResNetDesign(option),
        (MobileNetV3Design.KindInFile, 0 or 1) => new MobileNetV3Design(option == 1),
        (MobileNetV2Design.KindInFile, 0) => new MobileNetV2Design(),
        (GluonDesign.KindInFile, 0) => new GluonDesign(),
        (TinyDesign.KindInFile, >= 16 and <= 1024) when option % 8 == 0 => new TinyDesign(option),
        _ => throw new InvalidDataException($"The model file names backbone {kind} ({option}), which this version does not know."),
    };
}
