namespace MLNetDetection.Torch.Detectors;

/// <summary>A network that is known by a name.</summary>
/// <param name="Name">As torchvision writes it where it has one.</param>
/// <param name="Source">Whose definition it follows.</param>
/// <param name="Create">Makes its description; weights are drawn only with <see cref="SsdArchitecture.CreateNetwork"/>.</param>
public sealed record NamedNetwork(string Name, string Source, Func<SsdArchitecture> Create);
