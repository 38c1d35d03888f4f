namespace MLNetDetection.Torch.Weights.Pickle;

/// <summary>A tensor of a PyTorch file: part of a storage, seen in a shape.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
