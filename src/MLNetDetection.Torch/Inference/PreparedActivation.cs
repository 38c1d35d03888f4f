namespace MLNetDetection.Torch.Inference;

/// <summary>What a prepared convolution does to its sums.</summary>
internal enum PreparedActivation
{
    None,
    Relu,
    Relu6,
    HardSwish,
    HardSigmoid,
}
