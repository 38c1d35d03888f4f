namespace MLNetDetection.Torch.Weights;

/// <summary>How the parts of a network start that no file of weights fills.</summary>
public sealed class FreshWeightOptions
{
    /// <summary>Default: as the network's source has it.</summary>
    public KernelInitialiser Kernels { get; set; }

    /// <summary>Of <see cref="KernelInitialiser.Normal"/>. Over 0; default 0.01.</summary>
    public double Deviation { get; set; } = 0.01;

    /// <summary>Of <see cref="KernelInitialiser.Constant"/>. Finite; default 0.</summary>
    public double Constant { get; set; }

    /// <summary>
    /// The probability that an anchor is told to hold an object at the first step, by the biases of the class scores: with focal loss 0.01, so that the
    /// many background anchors do not drown the first steps (Lin et al. 2017, section 4.1). Per class with sigmoid scores, of all classes together
    /// with softmax. In (0, 1); default null leaves the biases at 0.
    /// </summary>
    public double? ClassPrior { get; set; }

    /// <summary>True where nothing is drawn anew.</summary>
    internal bool IsOwn => Kernels == KernelInitialiser.Own && ClassPrior is null;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Kernels))
        {
            throw new ArgumentOutOfRangeException(nameof(Kernels), Kernels, "No such initialiser.");
        }

        if (!(Deviation > 0 && double.IsFinite(Deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(Deviation), Deviation, "The deviation is finite and over 0.");
        }

        if (!double.IsFinite(Constant))
        {
            throw new ArgumentOutOfRangeException(nameof(Constant), Constant, "The constant is finite.");
        }

        if (ClassPrior is not (null or (> 0 and < 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(ClassPrior), ClassPrior, "A probability before training is in (0, 1).");
        }
    }
}
