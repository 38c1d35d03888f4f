using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Recipes.Sections;

/// <summary>Gluon's shapes: every size with the first ratio, the first size with every other.</summary>
/// <param name="sizes">Per feature map.</param>
/// <param name="ratios">Per feature map.</param>
internal sealed class SizeRatioForm(IReadOnlyList<IReadOnlyList<double>> sizes, IReadOnlyList<IReadOnlyList<double>> ratios) : AnchorForm
{
    public override AnchorGenerator Create(int width, int height) => AnchorGenerator.SizesThenRatios(width, height, sizes, ratios);
}
