namespace MLNetDetection.Torch.Heads;

/// <summary>What a head's predictors are made of. Numbered for model files.</summary>
public enum HeadKind
{
    /// <summary>One 3x3 convolution per map, as SSD.</summary>
    Convolution = 0,

    /// <summary>A depthwise 3x3 convolution with BatchNorm and ReLU6, then 1x1, as SSDLite.</summary>
    Depthwise = 1,
}
