using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Recipes.Sections;

/// <summary>A recipe's "anchors".</summary>
internal abstract class AnchorForm
{
    public abstract AnchorGenerator Create(int width, int height);
}
