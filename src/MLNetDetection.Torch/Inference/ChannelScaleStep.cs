namespace MLNetDetection.Torch.Inference;

/// <summary>Each channel times its share: the end of squeeze and excitation.</summary>
internal sealed class ChannelScaleStep(int input, int share, int output, MapShape shape) : PreparedStep(input, output, shape)
{
    /// <summary>A value of one cell.</summary>
    public int Share => share;
}
