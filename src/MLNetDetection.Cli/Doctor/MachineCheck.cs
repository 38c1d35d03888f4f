namespace MLNetDetection.Cli.Doctor;

/// <summary>What was found about one part of the machine.</summary>
/// <param name="Name">The part: "libtorch", "gpu".</param>
/// <param name="State">How it is.</param>
/// <param name="Found">A sentence for people.</param>
/// <param name="Remedy">What to do about it; null where nothing is to be done.</param>
internal sealed record MachineCheck(string Name, CheckState State, string Found, string? Remedy = null)
{
    /// <summary>The single facts, for programs.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = new Dictionary<string, object?>();
}
