namespace MLNetDetection.Torch.Inference;

/// <summary>Each channel's mean over all cells.</summary>
internal sealed class AveragePoolStep(int input, int output, MapShape shape) : PreparedStep(input, output, shape);
