using MLNetDetection.Torch.Coding;

namespace MLNetDetection.Torch.Training;

/// <summary>An anchor that belongs to an object.</summary>
/// <param name="Anchor">Its index.</param>
/// <param name="Target">The deltas it should have.</param>
internal readonly record struct PositiveAnchor(int Anchor, BoxDeltas Target);
