using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Recipes.Sections;

/// <summary>A recipe's "network".</summary>
internal sealed class NetworkSection
{
    /// <summary>One of <see cref="SsdNetworks.All"/>.</summary>
    public string Name { get; init; } = "tiny";

    /// <summary>Pixels; null takes the network's own.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels; null takes the network's own.</summary>
    public int? Height { get; init; }

    /// <summary>Of "tiny" only.</summary>
    public int? Channels { get; init; }

    /// <summary>A file of weights to start from.</summary>
    public string? InitialWeights { get; init; }

    public Strictness InitialWeightsStrictness { get; init; } = Strictness.ExceptClassScores;

    /// <summary>How what the file does not fill starts.</summary>
    public FreshWeightOptions FreshWeights { get; init; } = new();
}
