namespace MLNetDetection.Torch.Losses;

/// <summary>Weights and mining of the MultiBox loss.</summary>
public sealed class MultiBoxLossOptions
{
    /// <summary>Negatives per positive of the same image, hardest first. At least 0; default 3 as in SSD.</summary>
    public double NegativesPerPositive { get; init; } = 3;

    /// <summary>
    /// Negatives that an image gives at least, so that one without objects teaches what background looks like. At least 0;
    /// default 0 as in SSD, where such an image teaches nothing.
    /// </summary>
    public int MinNegatives { get; init; }

    /// <summary>Multiplies the box part. At least 0; default 1 as in SSD.</summary>
    public double BoxWeight { get; init; } = 1;

    /// <summary>Where smooth L1 turns from squared to absolute, in units of coded deltas. Over 0; default 1 as in SSD.</summary>
    public double SmoothL1Beta { get; init; } = 1;

    /// <summary>The loss of class scores. Default softmax cross-entropy.</summary>
    public ClassLoss Classes { get; init; } = new SoftmaxCrossEntropy();

    /// <summary>The loss of boxes; null takes smooth L1 with <see cref="SmoothL1Beta"/>.</summary>
    public BoxLoss? Boxes { get; init; }

    /// <summary>Which negatives count. Default those of the highest loss.</summary>
    public NegativeMining Mining { get; init; }

    /// <summary>Anchors of each image that <see cref="NegativeMining.HardExamples"/> counts. At least 1; default 512.</summary>
    public int HardExamples { get; init; } = 512;

    /// <summary>What the sums are divided by. Default the batch's positives.</summary>
    public LossNormalisation Normalisation { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(NegativesPerPositive);
        ArgumentOutOfRangeException.ThrowIfNegative(MinNegatives);
        ArgumentOutOfRangeException.ThrowIfNegative(BoxWeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SmoothL1Beta);
        ArgumentOutOfRangeException.ThrowIfLessThan(HardExamples, 1);
        ArgumentNullException.ThrowIfNull(Classes);
        if (!Enum.IsDefined(Mining) || !Enum.IsDefined(Normalisation))
        {
            throw new ArgumentOutOfRangeException(nameof(Mining), $"No such mining ({Mining}) or normalisation ({Normalisation}).");
        }

        if (Mining == NegativeMining.LowestBackground && Classes.IsSigmoid)
        {
            throw new ArgumentOutOfRangeException(nameof(Mining), "A sigmoid loss has no background score to mine by.");
        }

        if (!double.IsFinite(NegativesPerPositive + BoxWeight + SmoothL1Beta))
        {
            throw new ArgumentOutOfRangeException(nameof(NegativesPerPositive), "The loss's weights are finite numbers.");
        }
    }
}
