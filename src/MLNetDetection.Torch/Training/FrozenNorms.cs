namespace MLNetDetection.Torch.Training;

/// <summary>What of the backbone's BatchNorm does not change.</summary>
public enum FrozenNorms
{
    /// <summary>Nothing, but in frozen stages, whose norms are frozen with them.</summary>
    None,

    /// <summary>The running means and variances, which are also what normalises in training; right for small batches.</summary>
    Statistics,

    /// <summary>Those, and the weights and biases: each norm is a constant factor and summand.</summary>
    StatisticsAndAffine,
}
