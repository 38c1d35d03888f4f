namespace MLNetDetection.Torch.Anchors;

/// <summary>Coverage of the objects of one size.</summary>
/// <param name="SidePx">Their area is under this squared; infinite for the largest.</param>
/// <param name="Objects">How many there are.</param>
/// <param name="MeanIou">Mean of their best IoU, 0 without objects.</param>
/// <param name="Reached">How many have an anchor of IoU 0.5 or more.</param>
public readonly record struct AnchorCoverageSize(float SidePx, int Objects, double MeanIou, int Reached);
