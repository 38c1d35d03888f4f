namespace MLNetDetection.Torch.Anchors;

/// <summary>Width and height of an anchor, as fractions of the network input's width and height.</summary>
/// <param name="Width">Fraction of the input's width, over 0.</param>
/// <param name="Height">Fraction of the input's height, over 0.</param>
public readonly record struct AnchorShape(double Width, double Height);
