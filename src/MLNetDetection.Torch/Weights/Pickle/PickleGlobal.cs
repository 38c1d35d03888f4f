namespace MLNetDetection.Torch.Weights.Pickle;

/// <summary>A name that a pickle refers to; only a few are known, and none is ever looked up in any library.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
