namespace MLNetDetection.Torch.Training;

/// <summary>How the anchors themselves were told in training, before any detection is made of them.</summary>
/// <param name="ClassF1">
/// F1 of the anchors' classes, 2 TP / (predicted + positive): an anchor is right where its likeliest class is its object's; background
/// right or wrong counts nowhere but through these. In [0, 1]; -1 where no anchor was positive or told to be.
/// </param>
/// <param name="OffsetMae">
/// Mean absolute error of the positive anchors' four offsets, in units of the box coder; -1 without positive anchors.
/// </param>
public readonly record struct AnchorMetrics(double ClassF1, double OffsetMae);
