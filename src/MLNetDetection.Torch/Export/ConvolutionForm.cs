namespace MLNetDetection.Torch.Export;

/// <summary>What a convolution's weights do not say.</summary>
/// <param name="Stride">Both ways.</param>
/// <param name="Padding">On all sides; null keeps the size where the stride is 1.</param>
/// <param name="Dilation">Both ways.</param>
/// <param name="Depthwise">True where each channel has a filter of its own.</param>
internal sealed record ConvolutionForm(int Stride = 1, int? Padding = null, int Dilation = 1, bool Depthwise = false);
