using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets;

/// <summary>An image file and what is marked in it.</summary>
/// <param name="Path">The image file, full path.</param>
/// <param name="Width">Pixels as annotated, or 0 where the annotation does not say.</param>
/// <param name="Height">Pixels as annotated, or 0 where the annotation does not say.</param>
/// <param name="Objects">Boxes in pixels of the picture as annotated; empty for a true negative.</param>
public sealed record AnnotatedImage(string Path, int Width, int Height, IReadOnlyList<AnnotatedObject> Objects)
{
    /// <summary>The part of the set that it belongs to, such as "train"; null where the set has none.</summary>
    public string? Split { get; init; }
}
