using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Recipes.Sections;

/// <summary>SSD's own shapes.</summary>
/// <param name="ratios">Per feature map.</param>
/// <param name="scales">One more than there are maps.</param>
internal sealed class DefaultBoxForm(IReadOnlyList<IReadOnlyList<double>> ratios, IReadOnlyList<double> scales) : AnchorForm
{
    public AnchorLayout Layout { get; init; } = new() { ClipShapes = true };

    public override AnchorGenerator Create(int width, int height) => AnchorGenerator.DefaultBoxes(ratios, scales, Layout);
}
