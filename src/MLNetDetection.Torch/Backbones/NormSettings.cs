namespace MLNetDetection.Torch.Backbones;

/// <summary>BatchNorm's two numbers.</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">Share of a new batch in the running statistics.</param>
internal sealed record NormSettings(double Epsilon, double Momentum)
{
    /// <summary>PyTorch's.</summary>
    public static NormSettings Default { get; } = new(1e-5, 0.1);

    /// <summary>Those of torchvision's SSDLite.</summary>
    public static NormSettings Lite { get; } = new(1e-3, 0.03);
}
