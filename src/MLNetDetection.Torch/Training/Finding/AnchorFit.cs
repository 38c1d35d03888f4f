using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>An architecture with anchors from data.</summary>
/// <param name="Architecture">The given one with other anchor shapes.</param>
/// <param name="Before">How the given one's anchors cover the objects.</param>
/// <param name="After">How the new ones do.</param>
public sealed record AnchorFit(SsdArchitecture Architecture, AnchorCoverage Before, AnchorCoverage After);
