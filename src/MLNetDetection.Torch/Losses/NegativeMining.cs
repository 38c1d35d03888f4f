namespace MLNetDetection.Torch.Losses;

/// <summary>Which negative anchors take part in the class loss.</summary>
public enum NegativeMining
{
    /// <summary>Per image those of the highest loss, as many as <see cref="MultiBoxLossOptions.NegativesPerPositive"/> says (SSD).</summary>
    HighestLoss,

    /// <summary>The same number, of the lowest probability for background (Gluon's MultiBoxTarget).</summary>
    LowestBackground,

    /// <summary>All of them: for focal losses, and where a sampler has chosen already.</summary>
    All,

    /// <summary>
    /// Online hard example mining (Shrivastava et al. 2016): per image the <see cref="MultiBoxLossOptions.HardExamples"/> anchors of
    /// the highest loss, positive or not.
    /// </summary>
    HardExamples,
}
