namespace MLNetDetection.Cli.Doctor;

/// <summary>A libtorch on the disk.</summary>
/// <param name="Path">Its library.</param>
/// <param name="Version">As its name or its neighbours tell; null where they do not.</param>
/// <param name="HasCuda">True where its CUDA part lies beside it.</param>
internal sealed record TorchFile(string Path, string? Version, bool HasCuda)
{
    public override string ToString() => $"libtorch {Version ?? "of unknown version"} ({Path})";
}
