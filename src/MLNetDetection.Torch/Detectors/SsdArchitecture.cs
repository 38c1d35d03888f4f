using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Sampling;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// A network's description: all that is needed to build it again and to train it as its authors did. Holds no weights.
/// </summary>
public abstract class SsdArchitecture
{
    private protected SsdArchitecture(int inputWidth, int inputHeight, Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        preprocessing.Validate();
        (InputWidth, InputHeight, Preprocessing) = (inputWidth, inputHeight, preprocessing);
    }

    /// <summary>What people call the network.</summary>
    public abstract string Name { get; }

    /// <summary>Pixels across that the network sees.</summary>
    public int InputWidth { get; }

    /// <summary>Pixels down that the network sees.</summary>
    public int InputHeight { get; }

    /// <summary>How pictures become input.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>How boxes become deltas.</summary>
    public virtual IBoxCoder Coder { get; } = new BoxCoder();

    /// <summary>How anchors are given to objects in training.</summary>
    public virtual MatcherOptions Matching { get; } = new();

    /// <summary>Which matched anchors take part in training; null takes all, and leaves the choice to the loss. Default null.</summary>
    public virtual IAnchorSampler? Sampler => null;

    /// <summary>The loss in training.</summary>
    public virtual MultiBoxLossOptions Loss { get; } = new();

    /// <summary>True where each class's score is a sigmoid of its own, false where they are a softmax. Default false.</summary>
    public virtual bool HasSigmoidScores => false;

    /// <summary>Thresholds and limits that its authors use in prediction.</summary>
    public virtual DetectOptions Detection => new();

    /// <summary>The shapes of the anchors.</summary>
    public abstract AnchorGenerator Anchors { get; }

    /// <summary>Sizes of the feature maps that the heads look at, finest first.</summary>
    public abstract IReadOnlyList<FeatureMapSize> FeatureMaps { get; }

    /// <summary>Which architecture this is in a model file; never changes its meaning.</summary>
    internal abstract int Kind { get; }

    /// <summary>The network with fresh weights, drawn from torch's current random state.</summary>
    /// <param name="classCount">Classes without background, at least 1.</param>
    public abstract SsdNetwork CreateNetwork(int classCount);

    /// <summary>Numbers that training changes, known before any memory is taken for them.</summary>
    /// <param name="classCount">Classes without background, at least 1.</param>
    public abstract long CountParameters(int classCount);

    /// <summary>Multiply-adds of the convolutions for one picture; twice as many floating-point operations.</summary>
    /// <param name="classCount">Classes without background, at least 1.</param>
    public abstract long CountMultiplyAdds(int classCount);

    /// <summary>Writes what <see cref="SsdArchitectureFormat"/> needs to build the same architecture again, without the kind.</summary>
    internal abstract void WriteOptions(BinaryWriter writer);
}
