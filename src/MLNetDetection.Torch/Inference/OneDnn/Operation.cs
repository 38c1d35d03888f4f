namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>One primitive and what it reads and writes; without a primitive, the L2 norm that oneDNN lacks.</summary>
internal sealed record Operation(nint Primitive, IReadOnlyList<(int Name, Slot Slot)> Arguments, UnitNorm? Norm = null);
