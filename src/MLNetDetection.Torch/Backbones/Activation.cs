namespace MLNetDetection.Torch.Backbones;

/// <summary>What follows a convolution and its norm.</summary>
internal enum Activation
{
    None,
    Relu,
    Relu6,
    HardSwish,
}
