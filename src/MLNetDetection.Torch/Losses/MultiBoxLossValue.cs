using TorchSharp;

namespace MLNetDetection.Torch.Losses;

/// <summary>The parts of a loss, each a float32 scalar tensor with gradient.</summary>
/// <param name="Total">Class + Box.</param>
/// <param name="Class">Softmax cross-entropy of positives and mined negatives.</param>
/// <param name="Box">Smooth L1 of the positives' deltas, with its weight.</param>
public readonly record struct MultiBoxLossValue(torch.Tensor Total, torch.Tensor Class, torch.Tensor Box);
