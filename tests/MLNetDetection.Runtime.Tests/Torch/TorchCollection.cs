namespace MLNetDetection.Runtime.Tests.Torch;

/// <summary>The tests of tensors run one after another: they share libtorch's default generator and its count of tensors.</summary>
[CollectionDefinition(Name)]
public sealed class TorchCollection
{
    public const string Name = "Torch";
}
