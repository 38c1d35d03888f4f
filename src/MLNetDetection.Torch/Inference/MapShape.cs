namespace MLNetDetection.Torch.Inference;

/// <summary>The form of one picture's map.</summary>
internal readonly record struct MapShape(int Channels, int Height, int Width)
{
    public int Cells => Height * Width;

    public int Count => Channels * Cells;
}
