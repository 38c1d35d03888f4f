using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Inference;

/// <summary>What a network computes for one picture: steps in order, norms folded and activations joined to their convolutions.</summary>
/// <param name="Input">Normalised pixels; value 0.</param>
/// <param name="Steps">In an order in which they can be computed.</param>
/// <param name="Rows">Where the predictors' maps go.</param>
/// <param name="Anchors">Of one picture.</param>
/// <param name="Labels">Classes and background.</param>
/// <param name="Order">In which order the anchors stand.</param>
internal sealed record PreparedPlan(
    MapShape Input, IReadOnlyList<PreparedStep> Steps, IReadOnlyList<HeadRows> Rows, int Anchors, int Labels, AnchorOrder Order);
