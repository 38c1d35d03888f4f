namespace MLNetDetection.Core.Suppression;

/// <summary>What a better box does to those it overlaps.</summary>
public enum SuppressionKind
{
    /// <summary>Removes them where the IoU is over the threshold.</summary>
    Greedy = 0,

    /// <summary>Multiplies their scores by 1 - IoU where it is over the threshold (soft-NMS, Bodla et al. 2017, equation 2).</summary>
    SoftLinear = 1,

    /// <summary>Multiplies their scores by exp(-IoU^2 / sigma) (the same, equation 3).</summary>
    SoftGaussian = 2,
}
