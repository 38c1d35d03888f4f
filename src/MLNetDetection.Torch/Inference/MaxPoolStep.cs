namespace MLNetDetection.Torch.Inference;

/// <summary>The largest value of each window.</summary>
internal sealed class MaxPoolStep(int input, int output, MapShape shape) : PreparedStep(input, output, shape)
{
    public required int Kernel { get; init; }

    public required int Stride { get; init; }

    public required int Padding { get; init; }

    /// <summary>True lets the last window reach over the edge.</summary>
    public required bool Ceiling { get; init; }
}
