namespace MLNetDetection.Torch.Weights;

/// <summary>How far a file's tensors must be the network's.</summary>
public enum Strictness
{
    /// <summary>Every tensor of the network is in the file with its shape, and nothing else is.</summary>
    Exact,

    /// <summary>
    /// For fine-tuning on other classes: everything but the class scores must be in the file with its shape; class scores of another
    /// number of classes keep their fresh weights. Tensors that the network does not have are reported.
    /// </summary>
    ExceptClassScores,

    /// <summary>
    /// What fits is taken, at least one tensor, and the rest is reported: for the backbone of a classification network.
    /// </summary>
    WhatFits,
}
