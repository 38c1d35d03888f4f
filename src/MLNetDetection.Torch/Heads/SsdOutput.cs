using TorchSharp;

namespace MLNetDetection.Torch.Heads;

/// <summary>What an SSD says of every anchor.</summary>
/// <param name="Logits">float32 [N, A, K], K classes with background first; before softmax.</param>
/// <param name="Deltas">float32 [N, A, 4], coded boxes.</param>
public readonly record struct SsdOutput(torch.Tensor Logits, torch.Tensor Deltas);
