namespace MLNetDetection.Torch.Anchors;

/// <summary>Cells of one feature map.</summary>
/// <param name="Width">Cells across, at least 1.</param>
/// <param name="Height">Cells down, at least 1.</param>
public readonly record struct FeatureMapSize(int Width, int Height)
{
    /// <summary>Width * Height.</summary>
    public int Cells => Width * Height;
}
