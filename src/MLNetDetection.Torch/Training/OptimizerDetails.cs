namespace MLNetDetection.Torch.Training;

/// <summary>Numbers of single optimizers that are seldom changed; each names the optimizers that use it.</summary>
public sealed class OptimizerDetails
{
    /// <summary>
    /// Share of the old mean of squared gradients that a step keeps: beta2 of Adam, AdamW and NAdam, alpha of RMSprop, rho of Adadelta.
    /// In [0, 1); default null: 0.999, 0.99 and 0.9.
    /// </summary>
    public double? Smoothing { get; set; }

    /// <summary>Added to what gradients are divided by. Over 0; default null: 1e-8, Adadelta 1e-6.</summary>
    public double? Epsilon { get; set; }

    /// <summary>RMSprop divides by the gradients' deviation instead of the root of their mean square. Default false.</summary>
    public bool Centred { get; set; }

    /// <summary>Adam and AdamW divide by the largest mean of squares so far (Reddi et al. 2018). Default false.</summary>
    public bool AmsGrad { get; set; }

    /// <summary>How fast NAdam's momentum grows to its full size. At least 0; default 0.004.</summary>
    public double MomentumDecay { get; set; } = 0.004;

    internal void Validate()
    {
        const string Owner = nameof(TrainingOptions.OptimizerDetails);
        if (Smoothing is not (null or (>= 0 and < 1)))
        {
            throw new ArgumentOutOfRangeException($"{Owner}.{nameof(Smoothing)}", Smoothing, "Smoothing is in [0, 1).");
        }

        if (Epsilon is { } epsilon && !(epsilon > 0 && double.IsFinite(epsilon)))
        {
            throw new ArgumentOutOfRangeException($"{Owner}.{nameof(Epsilon)}", Epsilon, "Epsilon is finite and over 0.");
        }

        if (!(MomentumDecay >= 0 && double.IsFinite(MomentumDecay)))
        {
            throw new ArgumentOutOfRangeException($"{Owner}.{nameof(MomentumDecay)}", MomentumDecay, "Momentum decay is finite and at least 0.");
        }
    }
}
