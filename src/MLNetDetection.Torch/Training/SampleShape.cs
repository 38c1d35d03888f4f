namespace MLNetDetection.Torch.Training;

/// <summary>What one image takes in a batch.</summary>
/// <param name="Width">Pixels across of the network's input.</param>
/// <param name="Height">Pixels down of the network's input.</param>
/// <param name="Anchors">Anchors of the network, A.</param>
internal readonly record struct SampleShape(int Width, int Height, int Anchors)
{
    /// <summary>Height * Width * 3.</summary>
    public int PixelBytes => Height * Width * 3;
}
