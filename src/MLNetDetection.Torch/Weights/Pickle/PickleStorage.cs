using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights.Pickle;

/// <summary>Where a tensor's numbers lie in a PyTorch file.</summary>
/// <param name="Type">Of the numbers.</param>
/// <param name="Key">The storage's name in the file.</param>
/// <param name="Count">Numbers in it.</param>
internal sealed record PickleStorage(ScalarType Type, string Key, long Count);
