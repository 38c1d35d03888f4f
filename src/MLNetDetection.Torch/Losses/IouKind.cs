namespace MLNetDetection.Torch.Losses;

/// <summary>Which overlap an <see cref="IouLoss"/> is of.</summary>
public enum IouKind
{
    /// <summary>-log IoU (UnitBox, Yu et al. 2016).</summary>
    Iou,

    /// <summary>1 - GIoU: also what the smallest common box has beside both (Rezatofighi et al. 2019).</summary>
    Giou,

    /// <summary>1 - DIoU: also the centres' distance (Zheng et al. 2020).</summary>
    Diou,

    /// <summary>1 - CIoU: also the difference of the ratios (Zheng et al. 2020).</summary>
    Ciou,

    /// <summary>Bounded IoU (Tychsen-Smith and Petersson 2018): each of x, y, width, height on its own, with a smooth L1 of 0.2.</summary>
    Bounded,
}
